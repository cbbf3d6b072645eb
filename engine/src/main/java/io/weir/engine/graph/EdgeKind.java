package io.weir.engine.graph;

/** How the elements of an edge are dealt out to the subtasks of its target. */
public enum EdgeKind {
  /** Subtask i to subtask i. Both vertices have the same parallelism. */
  FORWARD,
  /** By the key group of the element's key. */
  KEYED,
  /** To any subtask: the one with the least to do. */
  REBALANCE,
  /** To every subtask. */
  BROADCAST;

  /**
   * Whether a barrier may overtake elements of such an edge: only elements that find their subtask
   * again at another parallelism. Those of a forward edge may belong to keys that nobody knows any
   * more, and those of a broadcast edge must have come to all subtasks or to none.
   */
  public boolean lendsItselfToOvertaking() {
    return this == KEYED || this == REBALANCE;
  }
}
