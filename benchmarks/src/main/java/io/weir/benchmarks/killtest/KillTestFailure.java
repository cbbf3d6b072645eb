package io.weir.benchmarks.killtest;

/** The cluster did not do what it promises. */
final class KillTestFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean wrongResult;

  KillTestFailure(String message) {
    this(message, false);
  }

  private KillTestFailure(String message, boolean wrongResult) {
    super(message);
    this.wrongResult = wrongResult;
  }

  /** The job ended, with another result than it should have. */
  static KillTestFailure ofResult(String message) {
    return new KillTestFailure(message, true);
  }

  boolean isWrongResult() {
    return wrongResult;
  }
}
