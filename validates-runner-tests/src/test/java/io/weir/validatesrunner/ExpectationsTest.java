package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

  private static final TestId ONE = new TestId("a.B", "one");
  private static final TestId TWO = new TestId("a.B", "two");
  private static final TestId THREE = new TestId("a.B", "three");

  private final TestOutcome oneFailed = TestOutcome.failed(ONE, 1, "broken");
  private final TestOutcome twoPassed = new TestOutcome(TWO, Verdict.PASSED, 1, "");
  private final SuiteReport report = new SuiteReport(List.of(twoPassed, oneFailed));

  @Test
  void everyTestMustPassThatIsNotNamed() {
    assertThat(new Expectations(Map.of()).regressions(report), contains(oneFailed));
    assertThat(new Expectations(Map.of(TWO, "why")).regressions(report), contains(oneFailed));
    assertThat(new Expectations(Map.of(ONE, "why")).regressions(report), is(empty()));
  }

  @Test
  void aTestThatSkipsItselfHasNotPassed() {
    TestOutcome ignored = new TestOutcome(ONE, Verdict.SKIPPED, 0, TestOutcome.IGNORED);
    TestOutcome assumed = new TestOutcome(THREE, Verdict.SKIPPED, 0, "wants Windows");

    assertThat(
        new Expectations(Map.of()).regressions(new SuiteReport(List.of(ignored, assumed))),
        contains(assumed));
  }

  @Test
  void namesWhatPassedAgainstExpectation() {
    assertThat(
        new Expectations(Map.of(ONE, "why", TWO, "why")).surprises(report), contains(twoPassed));
  }

  @Test
  void namesWhatCouldNotPass() {
    assertThat(
        new Expectations(Map.of(ONE, "why", TWO, "why")).impossible(report), contains(oneFailed));
  }

  @Test
  void readsTheCommittedTable() {
    assertThat(
        Expectations.committed().impossible().keySet(),
        hasItem(
            new TestId(
                "org.apache.beam.sdk.util.construction.ValidateRunnerXlangTest$FlattenTest",
                "test")));
  }
}
