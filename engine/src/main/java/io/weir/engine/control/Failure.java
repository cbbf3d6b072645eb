package io.weir.engine.control;

import io.weir.engine.checkpoint.DamagedCheckpointException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Why something failed, in a form that crosses process borders.
 *
 * @param className class of the exception without its wrappers, the user's when user code threw
 * @param message its message, possibly empty
 * @param stackTrace the whole stack trace as text, causes included
 * @param where the operator or activity that failed, by its stable name; empty when unknown
 * @param thrown the exception itself without its wrappers, in the process that it was thrown in
 *     only
 */
public record Failure(
    String className, String message, String stackTrace, String where, Optional<Throwable> thrown) {
  /** Exceptions that only carry the user's; by name, since Beam is not known here. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "org.apache.beam.sdk.util.UserCodeException",
          InvocationTargetException.class.getName(),
          ExecutionException.class.getName(),
          CompletionException.class.getName());

  private static final int MAX_WRAPPERS = 100;

  /** A failure as it comes from another process. */
  public Failure(String className, String message, String stackTrace, String where) {
    this(className, message, stackTrace, where, Optional.empty());
  }

  /** Describes what was thrown. */
  public static Failure of(Throwable thrown, String where) {
    Throwable inner = thrown;
    Throwable cause = inner.getCause();
    for (int i = 0; i < MAX_WRAPPERS && cause != null && isWrapper(inner); i++) {
      inner = cause;
      cause = inner.getCause();
    }
    String message = inner.getMessage();
    return new Failure(
        inner.getClass().getName(),
        message == null ? "" : message,
        trace(thrown),
        where,
        Optional.of(inner));
  }

  private static boolean isWrapper(Throwable failure) {
    return WRAPPERS.contains(failure.getClass().getName());
  }

  /** A failure that no exception stands for. */
  public static Failure of(String message, String where) {
    return new Failure("", message, "", where);
  }

  /**
   * The stack trace without wrappers where the exception is at hand, else all that is known. Ends
   * with a line end.
   */
  public String userTrace() {
    if (thrown.isPresent()) {
      return trace(thrown.get());
    }
    String known = stackTrace.isEmpty() ? message : stackTrace;
    return known.endsWith("\n") ? known : known + System.lineSeparator();
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** Whether the checkpoint that an attempt was to be restored from cannot be read. */
  public boolean isDamagedCheckpoint() {
    return stackTrace.contains(DamagedCheckpointException.class.getName());
  }

  /** Whether all that is known is that another worker could not be reached. */
  public boolean isBrokenChannel() {
    return stackTrace.contains(BrokenChannelException.class.getName());
  }
}
