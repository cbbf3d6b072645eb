package io.weir.validatesrunner;

import io.weir.validatesrunner.fault.NotRestoredException;
import java.util.Optional;

/** How one call of the runner under test ended. */
enum RunEnding {
  /** {@code run} returned, and nobody compared the PAsserts that ran with those declared. */
  RETURNED("run() returned and the PAsserts were not counted"),
  /** {@code run} returned and TestPipeline compared them. */
  COMPARED(""),
  /** {@code run} threw; if the test passed, it had to expect that. */
  THREW(""),
  /** {@code run} threw because a restart that was asked for did not happen. */
  NOT_RESTORED("the job was not restored from a checkpoint"),
  /** {@code run} threw because the runner does not support something; no test expects that. */
  REFUSED("the runner refused the pipeline, and the test took that for the failure it expects");

  private final String objection;

  RunEnding(String objection) {
    this.objection = objection;
  }

  /** The ending of a call that threw. */
  static RunEnding of(Throwable thrown) {
    if (thrown instanceof NotRestoredException) {
      return NOT_RESTORED;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      // UnsupportedOperationException and the runners' own, whose class path is not ours to see.
      if (cause.getClass().getSimpleName().startsWith("Unsupported")) {
        return REFUSED;
      }
    }
    return THREW;
  }

  /** Why a pass with this ending proves nothing, if so. */
  Optional<String> objection() {
    return objection.isEmpty() ? Optional.empty() : Optional.of(objection);
  }
}
