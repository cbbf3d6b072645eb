package io.weir.runner;

import io.weir.engine.control.Failure;

/** Something that was thrown in another process. Prints the stack trace that it had there. */
public final class RemoteFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remoteTrace;

  RemoteFailure(Failure failure) {
    super(message(failure), null, false, false);
    this.remoteTrace = failure.stackTrace();
  }

  private static String message(Failure failure) {
    String where = failure.where().isEmpty() ? "" : " in " + failure.where();
    return failure.className() + ": " + failure.message() + where;
  }

  /** The stack trace as it was in the other process, causes included. */
  public String remoteTrace() {
    return remoteTrace;
  }

  @Override
  public String toString() {
    return getMessage() + System.lineSeparator() + remoteTrace;
  }
}
