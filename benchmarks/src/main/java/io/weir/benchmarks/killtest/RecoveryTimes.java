package io.weir.benchmarks.killtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes from a kill to the first result that an attempt committed which began after it,
 * and to the first that such an attempt also made; what it only committed had waited in the
 * checkpoint that it was restored from. A kill that another fault follows before that does not
 * count.
 *
 * <p>Thread: any thread.
 */
final class RecoveryTimes {
  private static final long NONE = Long.MAX_VALUE;

  private final List<Long> committedMillis = new ArrayList<>();
  private final List<Long> madeMillis = new ArrayList<>();
  private long killedAt = NONE;
  private long committedAfter;
  private int disturbed;

  /** A worker is being killed, and nothing else. */
  synchronized void workerKilled() {
    killedAt = System.currentTimeMillis();
    committedAfter = NONE;
  }

  /** Some other fault happens. */
  synchronized void disturbed() {
    if (killedAt != NONE) {
      disturbed++;
      killedAt = NONE;
    }
  }

  /** For how long the results have been waited for; 0 if none is. */
  synchronized long waitingMillis() {
    return killedAt == NONE ? 0 : System.currentTimeMillis() - killedAt;
  }

  /** A result was read, with the beginnings of the attempts that made and committed it. */
  synchronized void arrived(long made, long committed) {
    if (killedAt == NONE || committed <= killedAt) {
      return;
    }
    long time = System.currentTimeMillis() - killedAt;
    committedAfter = Math.min(committedAfter, time);
    if (made > killedAt) {
      System.out.printf(
          "first new result %d ms after the kill, first of what was read since then %d ms%n",
          committedAfter, time);
      committedMillis.add(committedAfter);
      madeMillis.add(time);
      killedAt = NONE;
    }
  }

  /** The figures as a sentence. */
  synchronized String summary() {
    if (madeMillis.isEmpty()) {
      return "no undisturbed kill of a worker";
    }
    return String.format(
        Locale.ROOT,
        "first new result after a worker's kill: %s; first result of what was read after it: %s;"
            + " of %d kills; %d more were followed by another fault before",
        figures(committedMillis),
        figures(madeMillis),
        madeMillis.size(),
        disturbed);
  }

  private static String figures(List<Long> millis) {
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "median %d ms, p99 %d ms, longest %d ms",
        sorted.get((sorted.size() - 1) / 2),
        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
        sorted.get(sorted.size() - 1));
  }
}
