package io.weir.engine.operator;

/** What is left to do after a slice of work. */
public enum Progress {
  /** Nothing now: call again after new input, a wake-up or the time asked for. */
  IDLE,
  /** More could be done at once; input may be taken in between. */
  MORE,
  /**
   * More must be done before any further input, watermark or barrier reaches the operator, such as
   * the rest of the timers that a watermark made due. Mails may be handled in between.
   */
  UNFINISHED;

  /** The more urgent of the two. */
  public Progress and(Progress other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
