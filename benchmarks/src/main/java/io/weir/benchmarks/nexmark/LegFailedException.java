package io.weir.benchmarks.nexmark;

/** A leg that did not run to its end, took too long, or said nothing that could be read. */
final class LegFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  LegFailedException(String message) {
    super(message);
  }
}
