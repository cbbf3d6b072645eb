package io.weir.benchmarks.killtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes from a kill to the first committed result of an attempt that began after it. A
 * kill that another fault follows before that does not count.
 *
 * <p>Thread: any thread.
 */
final class RecoveryTimes {
  private static final long NONE = Long.MAX_VALUE;

  private final List<Long> millis = new ArrayList<>();
  private long killedAt = NONE;

  /** A worker is being killed, and nothing else. */
  synchronized void workerKilled() {
    killedAt = System.currentTimeMillis();
  }

  /** Some other fault happens. */
  synchronized void disturbed() {
    killedAt = NONE;
  }

  /** A committed result was read. */
  synchronized void arrived(long attemptBegan) {
    if (attemptBegan > killedAt) {
      millis.add(System.currentTimeMillis() - killedAt);
      killedAt = NONE;
    }
  }

  /** The figures as a sentence. */
  synchronized String summary() {
    if (millis.isEmpty()) {
      return "no undisturbed kill of a worker";
    }
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "first new result after a worker's kill: median %d ms, p99 %d ms, of %d",
        sorted.get((sorted.size() - 1) / 2),
        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
        sorted.size());
  }
}
