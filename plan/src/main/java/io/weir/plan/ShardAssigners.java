package io.weir.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.util.construction.PTransformTranslation;

/**
 * Finds the ParDos with which {@code GroupIntoBatches.withShardedKey()} puts elements into shards.
 * The number of shards is up to the runner; left to themselves they make one for each thread, and a
 * key with few elements for each never fills a batch.
 */
final class ShardAssigners {
  private static final String SHARDED = "beam:transform:group_into_batches_with_sharded_key:v1";

  private ShardAssigners() {}

  /** The ids of the ParDos. */
  static Set<String> in(RunnerApi.Components components) {
    Set<String> found = new HashSet<>();
    for (RunnerApi.PTransform transform : components.getTransformsMap().values()) {
      if (transform.getSpec().getUrn().equals(SHARDED)) {
        addAssigners(transform, components, found);
      }
    }
    return found;
  }

  /** It is the one that reads what the whole transform reads. */
  private static void addAssigners(
      RunnerApi.PTransform sharded, RunnerApi.Components components, Set<String> found) {
    Deque<String> pending = new ArrayDeque<>(sharded.getSubtransformsList());
    while (!pending.isEmpty()) {
      String id = pending.pop();
      RunnerApi.PTransform part = components.getTransformsOrThrow(id);
      pending.addAll(part.getSubtransformsList());
      if (part.getSpec().getUrn().equals(PTransformTranslation.PAR_DO_TRANSFORM_URN)
          && List.copyOf(part.getInputsMap().values())
              .equals(List.copyOf(sharded.getInputsMap().values()))) {
        found.add(id);
      }
    }
  }
}
