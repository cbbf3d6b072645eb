package io.weir.validatesrunner;

/** How one test of the suite ended. */
enum Verdict {
  /** It passed, and its pipeline's PAsserts were counted or its failure was expected. */
  PASSED,
  /** It failed, hung, lost its JVM, or passed without proving anything. */
  FAILED,
  /** Beam itself ignores it, or its assumptions do not hold here. */
  SKIPPED,
  /** It is listed, with a reason, as not to be run. */
  EXCLUDED
}
