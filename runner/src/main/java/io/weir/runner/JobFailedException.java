package io.weir.runner;

import io.weir.engine.control.Failure;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;

/**
 * A job failed. The cause is what user code threw, as Beam promises; the message names the
 * transform, too.
 */
public final class JobFailedException extends PipelineExecutionException {
  private static final long serialVersionUID = 1;

  private final String where;

  JobFailedException(Failure failure, Throwable cause) {
    super(cause);
    this.where = failure.where();
  }

  /** Full name of the transform, or the activity, that failed; empty when it is not known. */
  public String where() {
    return where;
  }

  @Override
  public String getMessage() {
    String cause = String.valueOf(super.getMessage());
    return where.isEmpty() ? cause : where + ": " + cause;
  }
}
