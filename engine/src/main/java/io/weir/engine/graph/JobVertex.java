package io.weir.engine.graph;

import java.util.List;

/**
 * A chain of operators that run together in each of the vertex's subtasks. A chain may fan out and
 * join again.
 *
 * @param id the vertex's id, unique in the graph
 * @param name a name for people
 * @param parallelism the number of subtasks
 * @param operators the operators, in topological order: a {@link OutputTarget.ToOperator} leads
 *     only to later ones
 */
public record JobVertex(int id, String name, int parallelism, List<OperatorNode> operators) {
  /** Copies the list and checks the parallelism. */
  public JobVertex {
    operators = List.copyOf(operators);
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism " + parallelism + " of " + name);
    }
  }
}
