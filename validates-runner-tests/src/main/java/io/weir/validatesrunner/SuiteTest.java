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

  /** The ValidatesRunner tests of Beam's SDK core, in order of class and method. */
  static List<SuiteTest> all() {
    return CsvResource.read("tests.csv").entrySet().stream()
        .map(row -> parse(row.getKey(), row.getValue()))
        .toList();
  }

  private static SuiteTest parse(TestId id, List<String> cells) {
    return new SuiteTest(
        id, number(cells.get(0)), number(cells.get(1)).map(seconds -> Duration.ofSeconds(seconds)));
  }

  private static Optional<Integer> number(String cell) {
    return cell.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(cell));
  }
}
