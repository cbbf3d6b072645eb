package io.weir.validatesrunner.fault;

/** Fails the attempt that is to be restarted. */
final class RestartOnPurposeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RestartOnPurposeException() {
    super("killed on purpose, to be restored from a checkpoint");
  }
}
