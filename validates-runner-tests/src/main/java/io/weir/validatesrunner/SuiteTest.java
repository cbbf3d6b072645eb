package io.weir.validatesrunner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One row of the suite.
 *
 * @param id the test
 * @param heapGb heap of the JVM it needs, where it needs more than the others
 * @param timeout how long it may take, where it needs more than the others
 */
record SuiteTest(TestId id, Optional<Integer> heapGb, Optional<Duration> timeout) {

  /** Reads a row: heap and seconds, both of which may be missing. */
  static SuiteTest parse(TestId id, List<String> cells) {
    if (cells.isEmpty()) {
      return new SuiteTest(id, Optional.empty(), Optional.empty());
    }
    return new SuiteTest(
        id, number(cells.get(0)), number(cells.get(1)).map(seconds -> Duration.ofSeconds(seconds)));
  }

  private static Optional<Integer> number(String cell) {
    return cell.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(cell));
  }
}
