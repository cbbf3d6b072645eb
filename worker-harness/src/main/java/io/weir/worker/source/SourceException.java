package io.weir.worker.source;

/** A source failed. The message names the transform, the cause is what the source threw. */
final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceException(String transform, Exception cause) {
    super("reading %s failed: %s".formatted(transform, cause), cause);
  }
}
