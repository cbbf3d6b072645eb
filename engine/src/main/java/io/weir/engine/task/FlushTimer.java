package io.weir.engine.task;

import io.weir.engine.time.Clock;

/**
 * Decides when a busy subtask hands over what it has collected: about every millisecond, with few
 * looks at the clock however long an element takes.
 *
 * <p>Thread: the subtask thread.
 */
final class FlushTimer {
  private static final long PERIOD_NANOS = 1_000_000;
  private static final int MOST_ELEMENTS = 128;

  private final Clock clock;
  private long lastFlush;
  private long lastLook;
  private int elements = 1;

  FlushTimer(Clock clock) {
    this.clock = clock;
    lastFlush = clock.nanoTime();
    lastLook = lastFlush;
  }

  /** The number of elements that may be processed before the next call of {@link #isDue}. */
  int elementsUntilLook() {
    return elements;
  }

  /** Whether it is time to flush; if so the next period begins. */
  boolean isDue() {
    long now = clock.nanoTime();
    long sinceLook = now - lastLook;
    lastLook = now;
    if (sinceLook > PERIOD_NANOS / 2) {
      elements = Math.max(1, elements / 4);
    } else if (sinceLook < PERIOD_NANOS / 8) {
      elements = Math.min(MOST_ELEMENTS, elements * 2);
    }
    if (now - lastFlush < PERIOD_NANOS) {
      return false;
    }
    lastFlush = now;
    return true;
  }
}
