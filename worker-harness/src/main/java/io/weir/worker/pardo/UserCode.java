package io.weir.worker.pardo;

import org.apache.beam.sdk.util.UserCodeException;

/** Exceptions on their way through user code. */
public final class UserCode {
  private UserCode() {}

  /**
   * Throws the exception as it is from code that may not declare it. Never returns; the result type
   * lets callers write {@code throw}.
   */
  @SuppressWarnings("unchecked") // the cast is erased: this is what makes it work
  public static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
    throw (E) e;
  }

  /** What user code threw, out of the wrappers that Beam puts around it. */
  public static Throwable unwrap(Throwable e) {
    Throwable cause = e;
    while (cause instanceof UserCodeException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
