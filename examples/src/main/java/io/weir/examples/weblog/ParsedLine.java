package io.weir.examples.weblog;

/** What one line of a log turned out to be. */
sealed interface ParsedLine permits Hit, ParsedLine.Rejected {

  /**
   * A line that does not parse.
   *
   * @param reason the first field that cannot be read
   */
  record Rejected(RejectReason reason) implements ParsedLine {}
}
