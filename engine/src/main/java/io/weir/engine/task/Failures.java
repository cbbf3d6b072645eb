package io.weir.engine.task;

import io.weir.engine.control.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Turns exceptions into a form that crosses process borders. Thread: any. */
public final class Failures {
  /** Exceptions that only carry the user's; by name, since Beam is not known here. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "org.apache.beam.sdk.util.UserCodeException",
          InvocationTargetException.class.getName(),
          ExecutionException.class.getName(),
          CompletionException.class.getName());

  private Failures() {}

  /** A failure that appeared in the given place. */
  public static Failure describe(Throwable failure, String where) {
    Throwable root = failure;
    for (Throwable cause = root; cause != null && isWrapper(root); cause = root.getCause()) {
      root = cause;
    }
    String message = root.getMessage();
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return new Failure(
        root.getClass().getName(), message == null ? "" : message, trace.toString(), where);
  }

  private static boolean isWrapper(Throwable failure) {
    return WRAPPERS.contains(failure.getClass().getName());
  }
}
