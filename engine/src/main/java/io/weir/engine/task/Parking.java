package io.weir.engine.task;

/**
 * Where the carrier of one tasklet waits.
 *
 * <p>A wake-up is remembered: one that comes while the tasklet runs makes the next wait end at
 * once. So whoever changes something and then wakes is never missed.
 */
public interface Parking {
  /** Ends the present or the next wait. Thread: any. */
  void wake();

  /**
   * Waits inside a call of the tasklet, because user code emitted far more than there is room for.
   * Returns when woken, and may return for no reason. Thread: the tasklet's.
   */
  void park();

  /**
   * Whether {@link #park} may be used. If not, channels take everything that is emitted, as in a
   * simulator that runs everything on one thread.
   */
  boolean canPark();
}
