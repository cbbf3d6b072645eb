package io.weir.plan;

import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.StableInputPayload;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;

/**
 * Which transforms must see the same elements again after a restart: those that say so, and those
 * that take it for granted behind a Reshuffle, as the step of WriteFiles does that moves temporary
 * files to their final names.
 */
final class StableInputs {
  private static final String WRITE_FILES = "beam:transform:write_files:v1";
  private static final String FINALIZE = "FinalizeTempFileBundles";

  private final boolean everyReshuffle;
  private final Set<String> finalizing = new HashSet<>();

  /**
   * The stable inputs of a pipeline.
   *
   * @param everyReshuffle whether what any Reshuffle gives out is to be stable
   */
  StableInputs(RunnerApi.Components components, boolean everyReshuffle) {
    this.everyReshuffle = everyReshuffle;
    for (PTransform transform : components.getTransformsMap().values()) {
      if (transform.getSpec().getUrn().equals(WRITE_FILES)) {
        findFinalizing(components, transform, Set.of());
      }
    }
  }

  /** Within the composite that finalizes, what reads its input; not what comes behind that. */
  private void findFinalizing(
      RunnerApi.Components components, PTransform composite, Set<String> inputs) {
    for (String id : composite.getSubtransformsList()) {
      PTransform child = components.getTransformsOrThrow(id);
      if (child.getUniqueName().endsWith("/" + FINALIZE)) {
        findFinalizing(components, child, Set.copyOf(child.getInputsMap().values()));
      } else {
        if (child.getInputsMap().values().stream().anyMatch(inputs::contains)) {
          finalizing.add(id);
        }
        findFinalizing(components, child, inputs);
      }
    }
  }

  /** The operator of a ParDo, with stable input if it needs that. */
  OperatorPayload of(
      NativeTransform transform,
      RunnerApi.ParDoPayload parDo,
      boolean keyed,
      OperatorPayload operator) {
    return parDo.getRequiresStableInput() || finalizing.contains(transform.id())
        ? new StableInputPayload(Payloads.mainInput(transform, parDo), keyed, operator)
        : operator;
  }

  /** The operator of a Reshuffle. */
  OperatorPayload ofReshuffle(NativeTransform transform, OperatorPayload operator) {
    return everyReshuffle
        ? new StableInputPayload(transform.onlyInput(), false, operator)
        : operator;
  }
}
