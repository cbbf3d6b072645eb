package io.weir.plan;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** What the plan does with a transform of the pipeline proto. */
enum TransformKind {
  IMPULSE,
  READ,
  PAR_DO,
  ASSIGN_WINDOWS,
  GROUP_BY_KEY,
  COMBINE_PER_KEY,
  FLATTEN,
  /** Redistributes by key. */
  RESHUFFLE,
  /** Redistributes in any way. */
  REDISTRIBUTE_ARBITRARILY,
  TEST_STREAM,
  /** Puts elements with keys into shards. */
  ASSIGN_SHARDS,
  /** Stands for its children. */
  COMPOSITE,
  /** Gives back what it was given. */
  NOTHING,
  UNKNOWN;

  private static final Map<String, TransformKind> BY_URN =
      Map.of(
          "beam:transform:impulse:v1", IMPULSE,
          "beam:transform:read:v1", READ,
          "beam:transform:pardo:v1", PAR_DO,
          "beam:transform:window_into:v1", ASSIGN_WINDOWS,
          "beam:transform:group_by_key:v1", GROUP_BY_KEY,
          "beam:transform:flatten:v1", FLATTEN,
          "beam:transform:reshuffle:v1", RESHUFFLE,
          "beam:transform:redistribute_by_key:v1", RESHUFFLE,
          "beam:transform:redistribute_arbitrarily:v1", REDISTRIBUTE_ARBITRARILY,
          "beam:transform:teststream:v1", TEST_STREAM);

  static TransformKind of(RunnerApi.PTransform transform) {
    TransformKind known = BY_URN.get(transform.getSpec().getUrn());
    if (known != null) {
      return known;
    }
    if (isLiftableCombine(transform)) {
      return COMBINE_PER_KEY;
    }
    if (transform.getSubtransformsCount() > 0) {
      return COMPOSITE;
    }
    boolean identity =
        transform.getInputsMap().values().containsAll(transform.getOutputsMap().values());
    return identity ? NOTHING : UNKNOWN;
  }

  /** A combine with side inputs has no payload and runs by its children. */
  private static boolean isLiftableCombine(RunnerApi.PTransform transform) {
    return transform.getSpec().getUrn().equals("beam:transform:combine_per_key:v1")
        && !transform.getSpec().getPayload().isEmpty()
        && transform.getInputsCount() == 1;
  }
}
