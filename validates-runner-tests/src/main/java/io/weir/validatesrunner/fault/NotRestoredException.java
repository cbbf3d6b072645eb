package io.weir.validatesrunner.fault;

/** A job ended well, but was not restored from a checkpoint on its way as it should have been. */
public final class NotRestoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotRestoredException() {
    super("the job ran to its end without having been restored from a checkpoint");
  }
}
