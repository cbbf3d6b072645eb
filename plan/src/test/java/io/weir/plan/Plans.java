package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.plan.operator.OperatorPayload;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.CrashingRunner;

/** Makes pipelines that are only planned, and finds things in their plans. */
final class Plans {
  private Plans() {}

  static Pipeline pipeline(String... arguments) {
    WeirPipelineOptions options =
        PipelineOptionsFactory.fromArgs(arguments).as(WeirPipelineOptions.class);
    options.setRunner(CrashingRunner.class);
    if (options.getParallelism() == null) {
      options.setParallelism(2);
    }
    return Pipeline.create(options);
  }

  static JobPlan plan(Pipeline pipeline) {
    return Planner.plan(PipelineTranslator.toProto(pipeline), pipeline.getOptions());
  }

  static JobVertex vertexOf(JobGraph graph, String operator) {
    return graph.vertices().stream()
        .filter(v -> v.operators().stream().anyMatch(o -> o.stableName().equals(operator)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operator " + operator));
  }

  static OperatorNode node(JobGraph graph, String operator) {
    return vertexOf(graph, operator).operators().stream()
        .filter(o -> o.stableName().equals(operator))
        .findFirst()
        .orElseThrow();
  }

  static <T extends OperatorPayload> List<T> payloads(JobGraph graph, Class<T> type) {
    return graph.vertices().stream()
        .flatMap(v -> v.operators().stream())
        .map(o -> OperatorPayload.parse(o.spec()))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static List<EdgeKind> kindsInto(JobGraph graph, String operator) {
    JobVertex vertex = vertexOf(graph, operator);
    return graph.edgesInto(vertex.id()).stream()
        .filter(e -> vertex.operators().get(e.targetOperator()).stableName().equals(operator))
        .map(JobEdge::kind)
        .toList();
  }
}
