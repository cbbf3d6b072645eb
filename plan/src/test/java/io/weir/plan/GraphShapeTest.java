package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OutputTarget;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every job graph, tried on random pipelines. */
class GraphShapeTest {
  private final Map<String, Integer> feeders = new HashMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fitsTogether(long seed) {
    JobPlan plan = Plans.plan(RandomPipeline.of(seed, 12));
    JobGraph graph = plan.graph();

    graph.vertices().forEach(vertex -> checkTargets(graph, vertex));
    graph.edges().forEach(edge -> checkEdge(graph, edge));
    graph.vertices().forEach(this::checkInputs);
  }

  /** Calls go forward within a vertex; an edge starts where it is named. */
  private void checkTargets(JobGraph graph, JobVertex vertex) {
    for (int i = 0; i < vertex.operators().size(); i++) {
      for (List<OutputTarget> port : vertex.operators().get(i).outputs()) {
        for (OutputTarget target : port) {
          if (target instanceof OutputTarget.ToOperator call) {
            assertThat(call.operator(), greaterThan(i));
            feed(vertex.id(), call.operator(), call.input());
          } else if (target instanceof OutputTarget.ToEdge edge) {
            assertThat(graph.edge(edge.edge()).source(), is(vertex.id()));
          }
        }
      }
    }
  }

  /** Vertices are in topological order, so edges that go forward form no cycle. */
  private void checkEdge(JobGraph graph, JobEdge edge) {
    assertThat(edge.source(), lessThan(edge.target()));
    feed(edge.target(), edge.targetOperator(), edge.targetInput());
    if (edge.kind() == EdgeKind.FORWARD) {
      assertThat(
          graph.vertex(edge.source()).parallelism(), is(graph.vertex(edge.target()).parallelism()));
    }
    OperatorPayload target =
        OperatorPayload.parse(
            graph.vertex(edge.target()).operators().get(edge.targetOperator()).spec());
    if (target instanceof GroupPayload || target instanceof StatefulParDoPayload) {
      assertThat(edge.kind(), is(EdgeKind.KEYED));
    }
  }

  private void feed(int vertex, int operator, int input) {
    feeders.merge(vertex + "." + operator + "." + input, 1, Integer::sum);
  }

  /** Each input port has exactly one feeder. */
  private void checkInputs(JobVertex vertex) {
    for (int i = 0; i < vertex.operators().size(); i++) {
      OperatorNode node = vertex.operators().get(i);
      for (int port = 0; port < node.inputs(); port++) {
        assertThat(node.stableName(), feeders.remove(vertex.id() + "." + i + "." + port), is(1));
      }
    }
  }
}
