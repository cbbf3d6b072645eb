package io.weir.validatesrunner;

import java.util.ArrayList;
import java.util.List;

/** Which of Beam's tests are run. */
enum TestTable {
  /** The tests that Beam asks every runner to pass. */
  VALIDATES_RUNNER("validates-runner", "tests.csv"),
  /** Tests of Beam's transforms and IOs that need any runner at all. */
  NEEDS_RUNNER("needs-runner", "needs-runner.csv"),
  /** Weir's own, for what Beam's do not show. */
  OWN("own", "own.csv");

  private final String title;
  private final String resource;

  TestTable(String title, String resource) {
    this.title = title;
    this.resource = resource;
  }

  /** The tests, in order of class and method. */
  List<SuiteTest> tests() {
    return CsvResource.read(resource).entrySet().stream()
        .map(row -> SuiteTest.parse(row.getKey(), row.getValue()))
        .toList();
  }

  /** The tests of all tables. */
  static List<SuiteTest> everyTest() {
    List<SuiteTest> all = new ArrayList<>();
    for (TestTable table : values()) {
      all.addAll(table.tests());
    }
    return all;
  }

  @Override
  public String toString() {
    return title;
  }
}
