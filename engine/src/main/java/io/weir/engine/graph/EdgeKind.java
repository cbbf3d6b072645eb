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
  BROADCAST
}
