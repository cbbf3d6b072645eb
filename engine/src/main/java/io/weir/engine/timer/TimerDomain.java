package io.weir.engine.timer;

/** The clock that a timer follows. */
public enum TimerDomain {
  /** The input watermark. */
  EVENT_TIME(0),
  /** The worker's clock; synchronized processing time equals it. */
  PROCESSING_TIME(1);

  // Part of the snapshot format.
  private final int code;

  TimerDomain(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static TimerDomain ofCode(int code) {
    return switch (code) {
      case 0 -> EVENT_TIME;
      case 1 -> PROCESSING_TIME;
      default -> throw new IllegalArgumentException("no timer domain has the code " + code);
    };
  }
}
