package io.weir.testkit.harness;

import io.weir.engine.time.Clock;

/** A clock that stands still until it is moved. */
public final class ManualClock implements Clock {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private long nowMs;

  /** A clock that shows the given time. */
  public ManualClock(long nowMs) {
    this.nowMs = nowMs;
  }

  /** Moves it forward. */
  public void advance(long millis) {
    nowMs += millis;
  }

  @Override
  public long currentMillis() {
    return nowMs;
  }

  @Override
  public long nanoTime() {
    return nowMs * NANOS_PER_MILLI;
  }
}
