package io.weir.worker.testing;

import io.weir.engine.time.Clock;

/** A clock that is moved by hand. */
public final class FakeClock implements Clock {
  private long millis = 1_000_000;
  private long step;
  private long stepAtReading;

  /** Moves processing time and monotonic time. */
  public void advance(long byMillis) {
    millis += byMillis;
  }

  /** From now on time moves by so much whenever somebody looks at monotonic time. */
  public void advanceAtEachLook(long byMillis) {
    step = byMillis;
  }

  /** From now on time moves by so much whenever somebody reads processing time. */
  public void advanceAtEachReading(long byMillis) {
    stepAtReading = byMillis;
  }

  @Override
  public long currentMillis() {
    millis += stepAtReading;
    return millis;
  }

  @Override
  public long nanoTime() {
    millis += step;
    return millis * 1_000_000;
  }
}
