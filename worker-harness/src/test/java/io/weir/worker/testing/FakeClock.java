package io.weir.worker.testing;

import io.weir.engine.time.Clock;

/** A clock that is moved by hand. */
public final class FakeClock implements Clock {
  private long millis = 1_000_000;

  /** Moves processing time and monotonic time. */
  public void advance(long byMillis) {
    millis += byMillis;
  }

  @Override
  public long currentMillis() {
    return millis;
  }

  @Override
  public long nanoTime() {
    return millis * 1_000_000;
  }
}
