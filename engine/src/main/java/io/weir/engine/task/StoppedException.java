package io.weir.engine.task;

/** Thrown through user code that was emitting when its subtask was told to end. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("the subtask was told to end");
  }
}
