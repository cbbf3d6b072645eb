package io.weir.engine.task;

import io.weir.engine.control.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in which operator of a chain an exception first appeared: it passes through all
 * operators before it, which may wrap it.
 *
 * <p>Thread: the subtask thread.
 */
final class Blame {
  private final Activity activity;
  private @Nullable Throwable thrown;
  private String operator = "";

  Blame(Activity activity) {
    this.activity = activity;
  }

  /** Where it is said which operator is called. */
  Activity activity() {
    return activity;
  }

  /** Notes that the operator threw, unless one further down the chain threw the same. */
  void note(Throwable failure, String stableName) {
    if (!causedByNoted(failure)) {
      thrown = failure;
      operator = stableName;
    }
  }

  private boolean causedByNoted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause == thrown) {
        return true;
      }
    }
    return false;
  }

  /** The failure in a form that crosses process borders. */
  Failure describe(Throwable failure, String otherwise) {
    return Failure.of(failure, causedByNoted(failure) ? operator : otherwise);
  }
}
