package io.weir.validatesrunner;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The outcomes of a whole run.
 *
 * @param outcomes one per selected test, in order of class and method
 */
record SuiteReport(List<TestOutcome> outcomes) {

  SuiteReport {
    outcomes = outcomes.stream().sorted(comparing(TestOutcome::id)).toList();
  }

  /** How many tests ended that way. */
  long count(Verdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  /** The tests that ended that way. */
  Set<TestId> tests(Verdict verdict) {
    return outcomes.stream()
        .filter(outcome -> outcome.verdict() == verdict)
        .map(TestOutcome::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The line that states the figure. */
  String summary(TestTable table, Mode mode) {
    return String.format(
            Locale.ROOT,
            "%s %s: %d passed, %d failed, %d skipped, %d excluded",
            table,
            mode,
            count(Verdict.PASSED),
            count(Verdict.FAILED),
            count(Verdict.SKIPPED),
            count(Verdict.EXCLUDED))
        + (mode.restarts() ? ", " + withoutRestart() + " of them without a restart" : "");
  }

  private long withoutRestart() {
    Set<TestId> exempt = RestartSometimesRunner.exempt();
    return outcomes.stream().filter(outcome -> exempt.contains(outcome.id())).count();
  }

  /** Writes class, method, result, seconds and cause of every test. */
  void writeCsv(Path file) {
    List<String> lines = new ArrayList<>();
    lines.add("class,method,result,seconds,cause");
    for (TestOutcome outcome : outcomes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%.2f,\"%s\"",
              outcome.id().className(),
              outcome.id().methodName(),
              outcome.verdict(),
              outcome.seconds(),
              outcome.cause().replace("\"", "\"\"")));
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }
}
