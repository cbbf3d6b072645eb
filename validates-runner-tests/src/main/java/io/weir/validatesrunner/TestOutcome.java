package io.weir.validatesrunner;

import static java.util.Objects.requireNonNull;

/**
 * What is reported of one test.
 *
 * @param cause the first line of why it did not pass; empty if it passed
 */
record TestOutcome(TestId id, Verdict verdict, double seconds, String cause) {

  TestOutcome {
    requireNonNull(id, "id");
    requireNonNull(verdict, "verdict");
    cause = firstLine(cause);
  }

  /** Why a test was skipped that Beam marks so. */
  static final String IGNORED = "ignored by Beam";

  /** Whether Beam itself does not run the test. */
  boolean isIgnoredByBeam() {
    return verdict == Verdict.SKIPPED && cause.equals(IGNORED);
  }

  /** A failure that the test itself had no chance to report. */
  static TestOutcome failed(TestId id, double seconds, String cause) {
    return new TestOutcome(id, Verdict.FAILED, seconds, cause);
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("").strip();
  }
}
