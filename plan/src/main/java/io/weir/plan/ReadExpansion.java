package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.plan.LogicalOperator.Input;
import io.weir.plan.LogicalOperator.Port;
import io.weir.plan.operator.DeduplicatePayload;
import io.weir.plan.operator.ReadPayload;
import io.weir.plan.operator.SourceSplitCodec;
import io.weir.plan.operator.SplitPayload;
import io.weir.plan.operator.WindowedValueCodec;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/**
 * Turns Reads into operators: one that splits, one that reads, and one that drops what came twice.
 */
final class ReadExpansion {
  /** Bounded splits for each reader, so that a reader that ends early finds more to do. */
  private static final int SPLITS_PER_READER = 4;

  private final LogicalGraph graph;
  private final int parallelism;

  ReadExpansion(LogicalGraph graph, int parallelism) {
    this.graph = graph;
    this.parallelism = parallelism;
  }

  void expand(NativeTransform transform) {
    boolean bounded = Payloads.read(transform).getIsBounded() == RunnerApi.IsBounded.Enum.BOUNDED;
    int splits = bounded ? SPLITS_PER_READER * parallelism : parallelism;
    boolean deduplicates = RepeatingSources.isMarked(transform.proto());
    Port split =
        graph.add(
            new LogicalOperator(
                transform.name() + "/Split",
                new SplitPayload(transform.id(), bounded, splits),
                true,
                List.of(),
                1));
    Input input = new Input(split, EdgeKind.REBALANCE, new SourceSplitCodec(transform.id()));
    Port read =
        graph.add(
            transform.name() + "/Read",
            new ReadPayload(transform.id(), bounded, deduplicates),
            List.of(input),
            1);
    graph.produces(deduplicates ? addDeduplicate(transform, read) : read, transform.onlyOutput());
  }

  private Port addDeduplicate(NativeTransform transform, Port read) {
    WindowedValueCodec codec = new WindowedValueCodec(identified(transform), true);
    return graph.add(
        transform.name() + "/Deduplicate",
        new DeduplicatePayload(transform.id()),
        List.of(new Input(read, EdgeKind.KEYED, codec)),
        1);
  }

  /** The PCollection of KV(record id, element). */
  private String identified(NativeTransform transform) {
    String prefix = "weir:identified:" + transform.id();
    String output = transform.onlyOutput();
    String id = graph.addCoder(prefix + ":id", "beam:coder:bytes:v1");
    String coder =
        graph.addCoder(
            prefix + ":pair", "beam:coder:kv:v1", id, graph.pcollection(output).getCoderId());
    graph.addPcollection(prefix, coder, output);
    return prefix;
  }
}
