package io.weir.worker.pardo;

import io.weir.engine.operator.OperatorContext;
import io.weir.worker.job.BeamJob;
import java.util.List;

/** Makes the side inputs of operators. */
@FunctionalInterface
public interface SideInputsMaker {
  /**
   * Makes the side inputs of an operator that has some.
   *
   * @param tags local names of the side inputs, in the order of the ports
   */
  SideInputs make(BeamJob job, OperatorContext context, DoFnBinding binding, List<String> tags)
      throws Exception;

  /** Makes the side inputs of an operator that may have none. */
  default SideInputs makeAny(
      BeamJob job, OperatorContext context, DoFnBinding binding, List<String> tags)
      throws Exception {
    return tags.isEmpty() ? new NoSideInputs() : make(job, context, binding, tags);
  }

  /** Refuses every transform that has side inputs. */
  static SideInputsMaker refusing() {
    return (job, context, binding, tags) -> {
      throw new UnsupportedOperationException(
          "%s has the side inputs %s, which this worker cannot read"
              .formatted(binding.name(), tags));
    };
  }
}
