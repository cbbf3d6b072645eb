package io.weir.benchmarks.killtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes from a kill to the first committed result of an attempt that began after it,
 * read by somebody else. A kill that another fault follows before that does not count.
 *
 * <p>Thread: any thread.
 */
final class RecoveryTimes {
  private static final long NONE = Long.MAX_VALUE;

  private final List<Long> millis = new ArrayList<>();
  private long killedAt = NONE;
  private int disturbed;

  /** A worker is being killed, and nothing else. */
  synchronized void workerKilled() {
    killedAt = System.currentTimeMillis();
  }

  /** Some other fault happens. */
  synchronized void disturbed() {
    if (killedAt != NONE) {
      disturbed++;
      killedAt = NONE;
    }
  }

  /** For how long the result has been waited for; 0 if none is. */
  synchronized long waitingMillis() {
    return killedAt == NONE ? 0 : System.currentTimeMillis() - killedAt;
  }

  /** A committed result was read. */
  synchronized void arrived(long attemptBegan) {
    if (attemptBegan > killedAt) {
      long time = System.currentTimeMillis() - killedAt;
      System.out.printf("first new result %d ms after the kill%n", time);
      millis.add(time);
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
        "first new result after a worker's kill: median %d ms, p99 %d ms, longest %d ms, of %d;"
            + " %d more kills were followed by another fault before",
        sorted.get((sorted.size() - 1) / 2),
        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
        sorted.get(sorted.size() - 1),
        sorted.size(),
        disturbed);
  }
}
