package io.weir.benchmarks.killtest;

/** The cluster did not do what it promises. */
final class KillTestFailure extends Exception {
  private static final long serialVersionUID = 1;

  KillTestFailure(String message) {
    super(message);
  }
}
