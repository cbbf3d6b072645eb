package io.weir.validatesrunner;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;

/**
 * What is known before a run: every test must pass, but for those that are named here. All of them
 * are run.
 *
 * @param impossible tests that no runner can pass without what is not here (a service on the
 *     Internet, another language), with the reason
 */
record Expectations(Map<TestId, String> impossible) {

  Expectations {
    impossible = Map.copyOf(impossible);
  }

  /** The committed table. */
  static Expectations committed() {
    return new Expectations(
        CsvResource.read("cannot-pass-here.csv").entrySet().stream()
            .collect(toMap(Map.Entry::getKey, row -> row.getValue().get(0))));
  }

  /** The tests of {@code report} that should have passed. What Beam itself ignores need not. */
  List<TestOutcome> regressions(SuiteReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.verdict() != Verdict.PASSED && !outcome.isIgnoredByBeam())
        .filter(outcome -> !impossible.containsKey(outcome.id()))
        .toList();
  }

  /** The tests of {@code report} that could not pass, and did not. */
  List<TestOutcome> impossible(SuiteReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.verdict() == Verdict.FAILED)
        .filter(outcome -> impossible.containsKey(outcome.id()))
        .toList();
  }

  /** The tests of {@code report} that passed although they are named here. */
  List<TestOutcome> surprises(SuiteReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.verdict() == Verdict.PASSED)
        .filter(outcome -> impossible.containsKey(outcome.id()))
        .toList();
  }
}
