package io.weir.engine.task;

import java.util.TreeSet;

/**
 * The processing times at which an operator asked to be called.
 *
 * <p>Thread: the subtask thread.
 */
final class WakeTimes {
  private final TreeSet<Long> times = new TreeSet<>();

  void add(long processingTimeMs) {
    times.add(processingTimeMs);
  }

  /** The next time, milliseconds; {@link Long#MAX_VALUE} for none. */
  long next() {
    return times.isEmpty() ? Long.MAX_VALUE : times.first();
  }

  /** Removes the times up to now; true if there were any. */
  boolean removeDue(long now) {
    if (next() > now) {
      return false;
    }
    times.headSet(now, true).clear();
    return true;
  }
}
