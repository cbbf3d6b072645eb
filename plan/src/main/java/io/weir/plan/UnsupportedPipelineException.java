package io.weir.plan;

/**
 * A pipeline that Weir cannot run as it is written. The message names the transform and the
 * feature.
 */
public final class UnsupportedPipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Refuses a pipeline. */
  public UnsupportedPipelineException(String message) {
    super(message);
  }
}
