package io.weir.validatesrunner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassProofTest {

  private static final TestId TEST = new TestId("a.B", "c");
  private static final TestId LISTED = new TestId("a.B", "buildsOnly");

  private final PassProof proof = new PassProof(Set.of(LISTED));

  @Test
  void acceptsRunsThatWereComparedOrThrew() {
    assertThat(
        proof.objection(TEST, List.of(RunEnding.COMPARED, RunEnding.THREW)).isPresent(), is(false));
  }

  @Test
  void objectsToARunThatReturnedUnchecked() {
    assertThat(
        proof.objection(TEST, List.of(RunEnding.COMPARED, RunEnding.RETURNED)).isPresent(),
        is(true));
    assertThat(proof.objection(LISTED, List.of(RunEnding.RETURNED)).isPresent(), is(true));
  }

  @Test
  void objectsToARefusalThatLooksLikeAnExpectedFailure() {
    RunEnding refusal =
        RunEnding.of(new IllegalStateException(new UnsupportedOperationException("merging")));

    assertThat(proof.objection(TEST, List.of(refusal)).isPresent(), is(true));
    assertThat(RunEnding.of(new IllegalStateException("user code")), is(RunEnding.THREW));
  }

  @Test
  void acceptsNoRunFromListedTestsOnly() {
    assertThat(proof.objection(TEST, List.of()).isPresent(), is(true));
    assertThat(proof.objection(LISTED, List.of()).isPresent(), is(false));
  }
}
