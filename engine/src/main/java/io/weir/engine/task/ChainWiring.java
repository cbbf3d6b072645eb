package io.weir.engine.task;

import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OutputTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who emits to whom in the chain of a vertex. */
final class ChainWiring {
  private final List<OperatorNode> operators;

  ChainWiring(JobVertex vertex) {
    operators = vertex.operators();
  }

  /** Positions of the operators that emit to the target, in order. */
  List<Integer> emittersTo(OutputTarget target) {
    List<Integer> emitters = new ArrayList<>();
    for (int i = 0; i < operators.size(); i++) {
      if (operators.get(i).outputs().stream().anyMatch(targets -> targets.contains(target))) {
        emitters.add(i);
      }
    }
    return emitters;
  }

  /** The edges that the operators emit to. */
  Set<Integer> edges() {
    Set<Integer> edges = new TreeSet<>();
    for (OperatorNode operator : operators) {
      for (List<OutputTarget> targets : operator.outputs()) {
        for (OutputTarget target : targets) {
          if (target instanceof OutputTarget.ToEdge edge) {
            edges.add(edge.edge());
          }
        }
      }
    }
    return edges;
  }
}
