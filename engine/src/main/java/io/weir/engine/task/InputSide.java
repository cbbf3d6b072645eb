package io.weir.engine.task;

import io.weir.engine.channel.ReaderOpening;
import io.weir.engine.graph.JobEdge;
import java.util.List;

/**
 * An input channel of a subtask before it is opened.
 *
 * @param edge the edge that it belongs to
 * @param opening opens it
 */
record InputSide(JobEdge edge, ReaderOpening opening) {
  /** The number of channels that lead to an input port of an operator of the chain. */
  static long countTo(List<InputSide> sides, int operator, int port) {
    return sides.stream()
        .map(InputSide::edge)
        .filter(edge -> edge.targetOperator() == operator && edge.targetInput() == port)
        .count();
  }
}
