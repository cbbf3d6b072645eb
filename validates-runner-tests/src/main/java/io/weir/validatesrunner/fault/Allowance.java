package io.weir.validatesrunner.fault;

import io.weir.engine.graph.OperatorSpec;
import io.weir.plan.JobPayload;
import io.weir.plan.operator.ImpulsePayload;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.ReadPayload;
import io.weir.plan.operator.SdfProcessPayload;
import io.weir.plan.operator.SplitPayload;
import io.weir.plan.operator.TestStreamPayload;
import io.weir.worker.source.SourceSplit;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;

/**
 * How many elements an operator may emit before the restart: half of what it has, at least one.
 *
 * <p>Thread: the subtask thread.
 */
interface Allowance {
  /** What an element that arrives adds: nothing, for a root. */
  long forArrival(Object element) throws IOException;

  /** What it may emit from the start. */
  default long atFirst() {
    return 0;
  }

  /** The allowance of an operator; empty for one that the restart does not hold up. */
  static Optional<Allowance> of(OperatorSpec spec, JobPayload job) throws IOException {
    OperatorPayload payload = OperatorPayload.parse(spec);
    if (payload instanceof ImpulsePayload || payload instanceof SplitPayload) {
      return Optional.of(new Root(1));
    }
    if (payload instanceof TestStreamPayload testStream) {
      return Optional.of(new Root(Math.max(1, elements(testStream, job) / 2)));
    }
    if (payload instanceof ReadPayload read) {
      return Optional.of(element -> read.bounded() ? halfOf(element, job) : 1);
    }
    if (payload instanceof SdfProcessPayload) {
      return Optional.of(element -> 1);
    }
    return Optional.empty();
  }

  private static long halfOf(Object element, JobPayload job) throws IOException {
    byte[] source = ((SourceSplit) element).source();
    long size = SourceSize.of(source, PipelineOptionsTranslation.fromJson(job.optionsJson()));
    return size == 0 ? 0 : Math.max(1, size / 2);
  }

  private static long elements(TestStreamPayload testStream, JobPayload job) throws IOException {
    RunnerApi.PTransform transform =
        job.pipeline().getComponents().getTransformsOrThrow(testStream.transform());
    return RunnerApi.TestStreamPayload.parseFrom(transform.getSpec().getPayload())
        .getEventsList()
        .stream()
        .mapToLong(event -> event.getElementEvent().getElementsCount())
        .sum();
  }

  /**
   * A root's.
   *
   * @param atFirst all that it may emit
   */
  record Root(long atFirst) implements Allowance {
    @Override
    public long forArrival(Object element) {
      throw new IllegalStateException("a root has no input");
    }
  }
}
