package io.weir.jobserver.violation;

import io.weir.runner.violation.Seen;

/** The job server must not know the runner. */
public final class SeesRunner {
  /** Breaks the rule. */
  public Seen mention(Seen seen) {
    return seen;
  }
}
