package io.weir.transport;

import java.time.Duration;

/**
 * How often each side of a control stream says that it lives, and how long the other side waits.
 *
 * @param interval time between two heartbeats
 * @param timeout without any message for this time, the other side is lost
 */
public record Heartbeats(Duration interval, Duration timeout) {
  /** Every second; lost after three. */
  public static final Heartbeats DEFAULT =
      new Heartbeats(Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** Checks the order of the two. */
  public Heartbeats {
    if (interval.isNegative() || interval.isZero() || timeout.compareTo(interval) <= 0) {
      throw new IllegalArgumentException(
          "heartbeats every " + interval + ", lost after " + timeout);
    }
  }
}
