package io.weir.validatesrunner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tests that must pass.
 *
 * @param tests those that passed when the list was last recorded
 */
record Expectations(Set<TestId> tests) {

  Expectations {
    tests = Set.copyOf(tests);
  }

  /** The committed list of a mode. */
  static Expectations of(Mode mode) {
    return new Expectations(CsvResource.read("expected-passing-" + mode + ".csv").keySet());
  }

  /** The tests of {@code report} that must pass and did not. */
  List<TestOutcome> regressions(SuiteReport report) {
    return report.outcomes().stream()
        .filter(outcome -> tests.contains(outcome.id()) && outcome.verdict() != Verdict.PASSED)
        .toList();
  }

  /** The tests of {@code report} that passed and are not in the list yet. */
  Set<TestId> news(SuiteReport report) {
    Set<TestId> news = new TreeSet<>(report.tests(Verdict.PASSED));
    news.removeAll(tests);
    return news;
  }

  /** Adds what passed to the list in {@code file}; never removes a test. */
  static void record(Path file, SuiteReport report) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      Set<TestId> all = new TreeSet<>(CsvResource.read(reader).keySet());
      all.addAll(report.tests(Verdict.PASSED));
      List<String> lines = new ArrayList<>();
      lines.add("class,method");
      all.forEach(test -> lines.add(test.className() + "," + test.methodName()));
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record " + file, e);
    }
  }
}
