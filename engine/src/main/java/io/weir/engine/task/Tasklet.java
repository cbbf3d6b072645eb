package io.weir.engine.task;

/**
 * A unit that a thread, or a simulator, runs by calling it again and again.
 *
 * <p>Thread: the one that carries it, one at a time.
 */
public interface Tasklet {
  /** What to do with the tasklet after a call. */
  enum State {
    /** Call again. */
    RUNNABLE,
    /** Call again when its parking was woken, or at {@link #wakeAtMillis()}. */
    WAITING,
    /** Never call again. */
    ENDED
  }

  /** Does a bounded slice of work. Never throws. */
  State call();

  /**
   * After {@link State#WAITING}: the processing time at which to call again even if nobody woke it,
   * milliseconds since the epoch; {@link Long#MAX_VALUE} for never.
   */
  long wakeAtMillis();
}
