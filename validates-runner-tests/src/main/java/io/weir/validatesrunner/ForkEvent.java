package io.weir.validatesrunner;

import java.util.Optional;

/**
 * A line that a forked JVM says to its parent on standard output.
 *
 * @param kind what happened
 * @param test to which test; for {@link Kind#CLASS_FAILED} its method name is {@code *}
 * @param detail seconds and cause, where the kind has them; one line
 */
record ForkEvent(Kind kind, TestId test, double seconds, String detail) {

  /** Starts a line of the protocol; everything else on the stream is chatter of the tests. */
  private static final String MARK = "@conformance\t";

  /** Method name that stands for all of a class. */
  static final String ALL_METHODS = "*";

  /** What happened. */
  enum Kind {
    STARTED,
    PASSED,
    FAILED,
    SKIPPED,
    /** The class could not be loaded, or one of its class rules failed. */
    CLASS_FAILED
  }

  /** The line to print. */
  String line() {
    String oneLine = detail.strip().lines().findFirst().orElse("").replace('\t', ' ');
    return MARK + kind + "\t" + test + "\t" + seconds + "\t" + oneLine;
  }

  /** The event of a line, or empty for chatter. */
  static Optional<ForkEvent> parse(String line) {
    int mark = line.indexOf(MARK);
    if (mark < 0) {
      return Optional.empty();
    }
    String[] cells = line.substring(mark + MARK.length()).split("\t", 4);
    return Optional.of(
        new ForkEvent(
            Kind.valueOf(cells[0]),
            TestId.parse(cells[1]),
            Double.parseDouble(cells[2]),
            cells[3]));
  }
}
