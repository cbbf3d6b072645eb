package io.weir.worker.testing;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import io.weir.worker.BeamOperatorFactory;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.WindowedValue;

/** A Java pipeline as the plan hands it to workers, and ways to drive single operators of it. */
public final class PlannedPipeline {
  private final JobGraph graph;
  private final BeamOperatorFactory factory;

  private PlannedPipeline(JobGraph graph) {
    this.graph = graph;
    this.factory = new BeamOperatorFactory(graph.payload(), PlannedPipeline.class.getClassLoader());
  }

  /** Translates and plans the pipeline. */
  public static PlannedPipeline of(Pipeline pipeline) {
    return new PlannedPipeline(
        Planner.plan(PipelineTranslator.toProto(pipeline), pipeline.getOptions()).graph());
  }

  /** Makes the one operator whose stable name ends so. */
  public Operator operator(String suffix, OperatorContext context) throws Exception {
    return factory.operator(node(suffix).spec(), context);
  }

  /** Makes an operator of the spec, which need not be one that was planned. */
  public Operator operator(OperatorSpec spec, OperatorContext context) throws Exception {
    return factory.operator(spec, context);
  }

  /** The specs of all operators of that kind. */
  public List<OperatorSpec> specs(String urn) {
    return graph.vertices().stream()
        .flatMap(vertex -> vertex.operators().stream())
        .map(OperatorNode::spec)
        .filter(spec -> spec.urn().equals(urn))
        .toList();
  }

  /** Makes the codec of the first edge into the vertex of the operator whose name ends so. */
  public EdgeCodec codecInto(String suffix) throws Exception {
    OperatorNode node = node(suffix);
    JobVertex vertex =
        graph.vertices().stream()
            .filter(v -> v.operators().contains(node))
            .findFirst()
            .orElseThrow();
    return factory.codec(
        graph.edgesInto(vertex.id()).get(0).codec(), FakeOperatorContext.MAX_PARALLELISM);
  }

  /** Makes the codec of the first edge with a codec of that kind. */
  public EdgeCodec codec(String urn) throws Exception {
    CodecSpec spec =
        graph.edges().stream()
            .map(JobEdge::codec)
            .filter(codec -> codec.urn().equals(urn))
            .findFirst()
            .orElseThrow();
    return factory.codec(spec, FakeOperatorContext.MAX_PARALLELISM);
  }

  private OperatorNode node(String suffix) {
    List<OperatorNode> nodes =
        graph.vertices().stream()
            .flatMap(vertex -> vertex.operators().stream())
            .filter(node -> node.stableName().endsWith(suffix))
            .toList();
    if (nodes.size() != 1) {
      throw new IllegalArgumentException(
          suffix
              + " fits "
              + nodes.size()
              + " of "
              + graph.vertices().stream()
                  .flatMap(v -> v.operators().stream())
                  .map(OperatorNode::stableName)
                  .toList());
    }
    return nodes.get(0);
  }

  /** Lets the operator work until it is idle. */
  public static void advanceUntilIdle(Operator operator) throws Exception {
    while (operator.advance() != Progress.IDLE) {
      // again
    }
  }

  /** Takes a snapshot as at a barrier. */
  public static void snapshot(Operator operator, long checkpointId) throws Exception {
    while (!operator.prepareBarrier()) {
      operator.advance();
    }
    SnapshotStep step =
        operator.snapshot(
            new SnapshotContext(
                checkpointId,
                new MemoryKeyedStateBackend(
                        new KeyGroupRange(0, FakeOperatorContext.MAX_PARALLELISM))
                    .freeze()));
    while (!step.run()) {
      // again
    }
  }

  /** The values of windowed values. */
  public static List<Object> values(List<Object> elements) {
    return elements.stream().<Object>map(e -> ((WindowedValue<?>) e).getValue()).toList();
  }
}
