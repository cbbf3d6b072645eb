package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationsTest {

  private static final TestId ONE = new TestId("a.B", "one");
  private static final TestId TWO = new TestId("a.B", "two");
  private static final TestId THREE = new TestId("a.B", "three");

  private final TestOutcome oneFailed = TestOutcome.failed(ONE, 1, "broken");
  private final TestOutcome twoPassed = new TestOutcome(TWO, Verdict.PASSED, 1, "");
  private final SuiteReport report = new SuiteReport(List.of(twoPassed, oneFailed));

  @TempDir Path directory = Path.of("");

  @Test
  void namesExpectedTestsThatDidNotPass() {
    Expectations expected = new Expectations(Set.of(ONE, TWO, THREE));

    assertThat(expected.regressions(report), contains(oneFailed));
  }

  @Test
  void namesPassesThatAreNotExpectedYet() {
    assertThat(new Expectations(Set.of(ONE)).news(report), is(Set.of(TWO)));
  }

  @Test
  void recordingAddsPassesAndKeepsWhatWasThere() throws IOException {
    Path file = directory.resolve("expected.csv");
    Files.write(file, List.of("class,method", "a.B,three"));

    Expectations.record(file, report);

    assertThat(Files.readAllLines(file), contains("class,method", "a.B,three", "a.B,two"));
  }
}
