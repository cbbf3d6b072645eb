package io.weir.engine.graph;

/** Where an operator's output goes. */
public sealed interface OutputTarget {

  /**
   * An operator of the same chain: a direct call.
   *
   * @param operator position of the operator in its vertex
   * @param input the operator's input port
   */
  record ToOperator(int operator, int input) implements OutputTarget {}

  /**
   * An edge to another vertex.
   *
   * @param edge the edge's id
   */
  record ToEdge(int edge) implements OutputTarget {}
}
