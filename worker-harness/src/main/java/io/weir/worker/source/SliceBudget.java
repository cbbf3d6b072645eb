package io.weir.worker.source;

import io.weir.engine.time.Clock;

/**
 * How much a slice of reading may still do: a number of elements, and about a millisecond. The
 * first elements are timed one by one, since those of a slow source may take long each.
 *
 * <p>Thread: the subtask thread.
 */
final class SliceBudget {
  private static final int MAX_ELEMENTS = 1000;
  private static final long MAX_NANOS = 1_000_000;
  private static final int CLOCK_EVERY = 16;

  private final Clock clock;
  private int elements;
  private long endNanos;
  private boolean late;

  SliceBudget(Clock clock) {
    this.clock = clock;
  }

  /** A new slice begins. */
  void begin() {
    elements = 0;
    late = false;
    endNanos = clock.nanoTime() + MAX_NANOS;
  }

  /** One more element was read; answers whether the slice may go on. */
  boolean spend() {
    elements++;
    if (elements < CLOCK_EVERY || elements % CLOCK_EVERY == 0) {
      late = clock.nanoTime() - endNanos >= 0;
    }
    return !isSpent();
  }

  boolean isSpent() {
    return late || elements >= MAX_ELEMENTS;
  }
}
