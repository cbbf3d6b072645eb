package io.weir.engine.master;

import io.weir.engine.control.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts failures of a job since its last completed checkpoint: how many are too many, and how long
 * to wait before the next try.
 *
 * <p>Thread: owned by its job master.
 */
final class RestartPolicy {
  private static final long FIRST_PAUSE_MS = 10;
  private static final long LONGEST_PAUSE_MS = 2_000;

  private final int maxRestarts;
  private int failures;
  private int restarts;
  private @Nullable Failure first;

  RestartPolicy(int maxRestarts) {
    this.maxRestarts = maxRestarts;
  }

  /** Counts a failure of an attempt. */
  void failed(Failure failure) {
    failures++;
    if (first == null) {
      first = failure;
    }
  }

  /** What failed turned out to be the echo of another cause. */
  void explain(Failure echo, Failure cause) {
    if (echo.equals(first)) {
      first = cause;
    }
  }

  /** Counts a start of an attempt that is not the first. */
  void restarted() {
    restarts++;
  }

  /** Progress was made: what happened before is forgiven. */
  void checkpointCompleted() {
    failures = 0;
    first = null;
  }

  /** Whether there must be no further attempt. */
  boolean isExhausted() {
    return failures > maxRestarts;
  }

  /** The first failure since the last completed checkpoint: later ones are often its echo. */
  Optional<Failure> firstCause() {
    return Optional.ofNullable(first);
  }

  /** Restarts over the life of the job. */
  int restarts() {
    return restarts;
  }

  /** How long to wait before the next attempt: nothing after the first failure, then doubling. */
  long pauseMs() {
    if (failures <= 1) {
      return 0;
    }
    int doublings = Math.min(failures - 2, 16);
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << doublings);
  }
}
