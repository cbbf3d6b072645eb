package io.weir.plan;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OutputTarget;
import io.weir.plan.LogicalOperator.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers vertices and edges and writes the job graph down. */
final class GraphAssembly {
  private final List<VertexFusion.Draft> drafts;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<List<OutputTarget>>> outputs = new HashMap<>();
  private final List<JobEdge> edges = new ArrayList<>();

  private GraphAssembly(List<VertexFusion.Draft> drafts) {
    this.drafts = drafts;
  }

  private record Place(int vertex, int operator, int parallelism) {}

  static JobGraph assemble(List<VertexFusion.Draft> drafts, int maxParallelism, Bytes payload) {
    GraphAssembly assembly = new GraphAssembly(drafts);
    assembly.assignPlaces();
    assembly.connect();
    return new JobGraph(assembly.vertices(), assembly.edges, maxParallelism, payload);
  }

  private void assignPlaces() {
    for (int vertex = 0; vertex < drafts.size(); vertex++) {
      VertexFusion.Draft draft = drafts.get(vertex);
      for (int i = 0; i < draft.operators.size(); i++) {
        LogicalOperator operator = draft.operators.get(i);
        places.put(operator.name(), new Place(vertex, i, draft.parallelism));
        List<List<OutputTarget>> ports = new ArrayList<>();
        for (int port = 0; port < operator.outputs(); port++) {
          ports.add(new ArrayList<>());
        }
        outputs.put(operator.name(), ports);
      }
    }
  }

  private void connect() {
    for (VertexFusion.Draft draft : drafts) {
      for (LogicalOperator operator : draft.operators) {
        for (int port = 0; port < operator.inputs().size(); port++) {
          connect(operator.inputs().get(port), place(operator.name()), port);
        }
      }
    }
  }

  private void connect(Input input, Place target, int port) {
    Place source = place(input.from().operator());
    OutputTarget output;
    if (source.vertex() == target.vertex()) {
      output = new OutputTarget.ToOperator(target.operator(), port);
    } else {
      int id = edges.size();
      edges.add(
          new JobEdge(
              id,
              source.vertex(),
              target.vertex(),
              target.operator(),
              port,
              edgeKind(input.kind(), source, target),
              input.codec().toSpec()));
      output = new OutputTarget.ToEdge(id);
    }
    ports(input.from().operator()).get(input.from().output()).add(output);
  }

  /** FORWARD connects subtask i with subtask i, so both sides need the same number of them. */
  private static EdgeKind edgeKind(EdgeKind wanted, Place source, Place target) {
    return wanted == EdgeKind.FORWARD && source.parallelism() != target.parallelism()
        ? EdgeKind.REBALANCE
        : wanted;
  }

  private List<JobVertex> vertices() {
    List<JobVertex> vertices = new ArrayList<>();
    for (int id = 0; id < drafts.size(); id++) {
      VertexFusion.Draft draft = drafts.get(id);
      List<OperatorNode> nodes = draft.operators.stream().map(this::node).toList();
      vertices.add(new JobVertex(id, vertexName(draft), draft.parallelism, nodes));
    }
    return vertices;
  }

  private OperatorNode node(LogicalOperator operator) {
    return new OperatorNode(
        operator.name(),
        operator.payload().toSpec(),
        operator.inputs().size(),
        ports(operator.name()));
  }

  private static String vertexName(VertexFusion.Draft draft) {
    String first = draft.operators.get(0).name();
    int more = draft.operators.size() - 1;
    return more == 0 ? first : first + " and " + more + " more";
  }

  private Place place(String operator) {
    return require(places.get(operator), operator);
  }

  private List<List<OutputTarget>> ports(String operator) {
    return require(outputs.get(operator), operator);
  }

  private static <T> T require(@Nullable T found, String operator) {
    if (found == null) {
      throw new IllegalStateException("no operator " + operator);
    }
    return found;
  }
}
