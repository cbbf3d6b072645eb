package io.weir.engine.control;

import io.weir.engine.checkpoint.DamagedCheckpointException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why something failed, in a form that crosses process borders.
 *
 * @param className class of the root cause, the user's exception when user code threw
 * @param message its message, possibly empty
 * @param stackTrace the whole stack trace as text, causes included
 * @param where the operator or activity that failed, by its stable name; empty when unknown
 */
public record Failure(String className, String message, String stackTrace, String where) {
  private static final int MAX_CAUSES = 100;

  /** Describes what was thrown. */
  public static Failure of(Throwable thrown, String where) {
    Throwable root = thrown;
    for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    String message = root.getMessage();
    return new Failure(
        root.getClass().getName(), message == null ? "" : message, trace.toString(), where);
  }

  /** A failure that no exception stands for. */
  public static Failure of(String message, String where) {
    return new Failure("", message, "", where);
  }

  /** Whether the checkpoint that an attempt was to be restored from cannot be read. */
  public boolean isDamagedCheckpoint() {
    return stackTrace.contains(DamagedCheckpointException.class.getName());
  }
}
