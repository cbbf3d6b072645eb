package io.weir.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Finds the native transforms of a pipeline. */
final class TransformWalk {
  private final RunnerApi.Components components;
  private final Set<String> shardAssigners;
  private final List<NativeTransform> found = new ArrayList<>();

  private TransformWalk(RunnerApi.Components components) {
    this.components = components;
    this.shardAssigners = ShardAssigners.in(components);
  }

  /**
   * The transforms to run: producers before consumers, else in the order of the proto.
   *
   * @throws UnsupportedPipelineException naming a leaf that is not known
   */
  static List<NativeTransform> nativeTransforms(RunnerApi.Pipeline pipeline) {
    TransformWalk walk = new TransformWalk(pipeline.getComponents());
    walk.visitAll(pipeline.getRootTransformIdsList());
    return walk.inTopologicalOrder();
  }

  private void visitAll(List<String> roots) {
    Deque<String> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      String id = pending.pop();
      RunnerApi.PTransform transform = components.getTransformsMap().get(id);
      if (transform == null) {
        throw new IllegalArgumentException("the pipeline names a missing transform: " + id);
      }
      NativeTransform visited = new NativeTransform(id, kindOf(id, transform), transform);
      switch (visited.kind()) {
        case COMPOSITE -> pushFirst(pending, transform.getSubtransformsList());
        case NOTHING -> {}
        case UNKNOWN -> throw visited.refused("unknown transform " + transform.getSpec().getUrn());
        default -> found.add(visited);
      }
    }
  }

  private TransformKind kindOf(String id, RunnerApi.PTransform transform) {
    return shardAssigners.contains(id) ? TransformKind.ASSIGN_SHARDS : TransformKind.of(transform);
  }

  private static void pushFirst(Deque<String> pending, List<String> ids) {
    for (int i = ids.size() - 1; i >= 0; i--) {
      pending.push(ids.get(i));
    }
  }

  private List<NativeTransform> inTopologicalOrder() {
    Map<String, Integer> producers = producers();
    List<List<Integer>> consumers = new ArrayList<>();
    int[] missing = new int[found.size()];
    found.forEach(unused -> consumers.add(new ArrayList<>()));
    for (int i = 0; i < found.size(); i++) {
      for (String input : found.get(i).proto().getInputsMap().values()) {
        Integer producer = producers.get(input);
        if (producer == null) {
          throw new IllegalArgumentException(
              "nothing produces the input %s of transform \"%s\""
                  .formatted(input, found.get(i).name()));
        }
        consumers.get(producer).add(i);
        missing[i]++;
      }
    }
    return sorted(consumers, missing);
  }

  private Map<String, Integer> producers() {
    Map<String, Integer> producers = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      for (String output : found.get(i).proto().getOutputsMap().values()) {
        producers.put(output, i);
      }
    }
    return producers;
  }

  private List<NativeTransform> sorted(List<List<Integer>> consumers, int[] missing) {
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<NativeTransform> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(found.get(next));
      for (int consumer : consumers.get(next)) {
        if (--missing[consumer] == 0) {
          ready.add(consumer);
        }
      }
    }
    if (order.size() < found.size()) {
      throw new IllegalArgumentException("the transforms of the pipeline form a cycle");
    }
    return order;
  }
}
