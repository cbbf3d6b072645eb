package io.weir.plan.operator;

/** The implementations of grouping. They give the same answers where several may be chosen. */
public enum GroupingRoad {
  /**
   * A plain table of (window, key). For windows that do not merge and fire exactly once, when the
   * watermark passes their end: default, after-watermark and never triggers without allowed
   * lateness.
   */
  FAST(1),
  /** Beam's trigger state machines. For every trigger and window function. */
  FULL(2),
  /**
   * Sorted runs, in memory as long as they fit and else on disk, merged when all input has come.
   * For what the fast road may be chosen for, when the input is bounded and the window the global
   * one.
   */
  SORTED(3);

  private final byte code;

  GroupingRoad(int code) {
    this.code = (byte) code;
  }

  /** The road in payload bytes. */
  byte code() {
    return code;
  }

  static GroupingRoad ofCode(byte code) {
    for (GroupingRoad road : values()) {
      if (road.code == code) {
        return road;
      }
    }
    throw new IllegalArgumentException("unknown grouping road " + code);
  }
}
