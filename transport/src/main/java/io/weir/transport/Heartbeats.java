package io.weir.transport;

import java.time.Duration;

/**
 * How often each side of a control stream says that it lives, and how long the other side waits.
 *
 * @param interval time between two heartbeats
 * @param timeout without any message for this time, the other side is lost
 */
public record Heartbeats(Duration interval, Duration timeout) {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Both sides may be set to different times, and one beat may be late. */
  private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration LARGEST_TIMEOUT = Duration.ofHours(1);

  /** Every second; lost after three. */
  public static final Heartbeats DEFAULT = new Heartbeats(INTERVAL, Duration.ofSeconds(3));

  /** Checks the order of the two. */
  public Heartbeats {
    if (interval.isNegative() || interval.isZero() || timeout.compareTo(interval) <= 0) {
      throw new IllegalArgumentException(
          "heartbeats every " + interval + ", lost after " + timeout);
    }
  }

  /**
   * Every second, whatever the limit is, so that it need not be the same on both sides.
   *
   * @param millis without any message for this time, the other side is lost
   * @throws IllegalArgumentException the time is shorter than two beats or longer than an hour
   */
  public static Heartbeats withTimeoutMillis(long millis) {
    if (millis < LEAST_TIMEOUT.toMillis() || millis > LARGEST_TIMEOUT.toMillis()) {
      throw new IllegalArgumentException(
          "it must be from %d to %d"
              .formatted(LEAST_TIMEOUT.toMillis(), LARGEST_TIMEOUT.toMillis()));
    }
    return new Heartbeats(INTERVAL, Duration.ofMillis(millis));
  }
}
