package io.weir.benchmarks.exactlyonce;

import java.util.HashSet;
import java.util.Set;

/** What the job yields when nothing is lost, doubled or reordered. */
public final class ExpectedLines {
  private ExpectedLines() {}

  /** All lines of a job over so many keys with so many numbers each. */
  public static Set<String> of(long keys, long numbersPerKey) {
    Set<String> lines = new HashSet<>();
    long perInterval = ContiguityFn.INTERVAL_MILLIS / SequenceSource.STEP_MILLIS;
    for (long interval = 0; interval < ContiguityFn.intervals(numbersPerKey); interval++) {
      long sum = 0;
      long end = Math.min((interval + 1) * perInterval, numbersPerKey);
      for (long number = interval * perInterval; number < end; number++) {
        sum += number;
      }
      long time = (interval + 1) * ContiguityFn.INTERVAL_MILLIS;
      for (long key = 0; key < keys; key++) {
        lines.add(ContiguityFn.timerLine(key, time));
        lines.add(WindowSums.line(key, time, sum));
      }
    }
    return lines;
  }
}
