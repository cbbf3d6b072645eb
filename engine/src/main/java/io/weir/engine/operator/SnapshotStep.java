package io.weir.engine.operator;

/** The part of an operator's snapshot that is done in slices between batches. */
@FunctionalInterface
public interface SnapshotStep {
  /** Nothing left to do. */
  SnapshotStep DONE = () -> true;

  /**
   * Does a bounded slice on the subtask thread.
   *
   * @return whether the snapshot is complete; not called again after true
   */
  boolean run() throws Exception;
}
