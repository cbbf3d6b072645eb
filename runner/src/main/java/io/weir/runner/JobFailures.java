package io.weir.runner;

import io.weir.engine.control.Failure;
import io.weir.engine.master.JobStatus;

/** Turns the failure of a job back into what a Beam user expects to catch. */
final class JobFailures {
  private JobFailures() {}

  /** The exception for a failed job: its cause is what user code threw. */
  static JobFailedException of(JobStatus status) {
    Failure failure =
        status.failure().orElseGet(() -> Failure.of("the job failed without a reason", ""));
    return new JobFailedException(failure, thrown(failure));
  }

  private static Throwable thrown(Failure failure) {
    return failure.thrown().orElseGet(() -> rebuilt(failure));
  }

  /** A failure from another process: its class may be unknown here. */
  private static Throwable rebuilt(Failure failure) {
    RemoteFailure remote = new RemoteFailure(failure);
    return isAssertion(failure.className()) ? assertion(failure, remote) : remote;
  }

  private static boolean isAssertion(String className) {
    try {
      return AssertionError.class.isAssignableFrom(
          Class.forName(className, false, JobFailures.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static AssertionError assertion(Failure failure, RemoteFailure remote) {
    return new AssertionError(failure.message(), remote);
  }
}
