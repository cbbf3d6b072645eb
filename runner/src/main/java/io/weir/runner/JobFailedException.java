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
  private final String summary;

  JobFailedException(Failure failure, Throwable cause) {
    super(cause);
    this.where = failure.where();
    this.summary = summary(failure);
  }

  /** One line where the user's message is; the cause may print a whole stack trace. */
  private static String summary(Failure failure) {
    if (failure.className().isEmpty() || failure.message().isEmpty()) {
      return failure.className() + failure.message();
    }
    return failure.className() + ": " + failure.message();
  }

  /** Full name of the transform, or the activity, that failed; empty when it is not known. */
  public String where() {
    return where;
  }

  @Override
  public String getMessage() {
    return where.isEmpty() ? summary : where + ": " + summary;
  }
}
