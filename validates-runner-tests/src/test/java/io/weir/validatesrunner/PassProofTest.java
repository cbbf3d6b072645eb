package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassProofTest {

  private static final TestId TEST = new TestId("a.B", "c");
  private static final TestId LISTED = new TestId("a.B", "buildsOnly");
  private static final RunnerRun THREW = new RunnerRun(false, false);
  private static final RunnerRun COMPARED = new RunnerRun(true, true);
  private static final RunnerRun UNCHECKED = new RunnerRun(true, false);

  private final PassProof proof = new PassProof(Set.of(LISTED));

  @Test
  void acceptsRunsThatWereComparedOrThrew() {
    assertThat(proof.objection(TEST, List.of(COMPARED, THREW)).isPresent(), is(false));
  }

  @Test
  void objectsToARunThatReturnedUnchecked() {
    assertThat(proof.objection(TEST, List.of(COMPARED, UNCHECKED)).isPresent(), is(true));
    assertThat(proof.objection(LISTED, List.of(UNCHECKED)).isPresent(), is(true));
  }

  @Test
  void acceptsNoRunFromListedTestsOnly() {
    assertThat(proof.objection(TEST, List.of()).isPresent(), is(true));
    assertThat(proof.objection(LISTED, List.of()).isPresent(), is(false));
  }
}
