package io.weir.worker.timer;

/** Whether a timer that is set holds the output watermark at its output timestamp. */
public enum TimerHolds {
  /** Timers of a user's DoFn do, until they fire or are cleared. */
  AT_OUTPUT_TIMESTAMP,
  /** Those of Beam's grouping do not: it sets its holds as state. */
  NONE
}
