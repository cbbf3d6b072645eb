package io.weir.runner;

import io.weir.engine.control.Failure;

/**
 * Something that was thrown in another process, or a failure that no exception stands for, such as
 * a lost worker. Prints the stack trace that it had there.
 */
public final class RemoteFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remoteTrace;

  RemoteFailure(Failure failure) {
    super(message(failure), null, false, false);
    this.remoteTrace = failure.stackTrace();
  }

  private static String message(Failure failure) {
    return failure.className().isEmpty()
        ? failure.message()
        : failure.className() + ": " + failure.message();
  }

  /** The stack trace as it was in the other process, causes included; may be empty. */
  public String remoteTrace() {
    return remoteTrace;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the remote stack trace is no message
  public String toString() {
    String message = String.valueOf(getMessage());
    return remoteTrace.isEmpty() ? message : message + System.lineSeparator() + remoteTrace;
  }
}
