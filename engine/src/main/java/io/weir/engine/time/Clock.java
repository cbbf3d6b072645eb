package io.weir.engine.time;

/**
 * The time of the worker or master that it is injected into. Fakes and the simulator move it by
 * hand.
 */
public interface Clock {
  /** Processing time: milliseconds since the epoch. May jump. */
  long currentMillis();

  /** Monotonic time for time-outs and measurements, in nanoseconds from an arbitrary origin. */
  long nanoTime();

  /** The clock of the machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
