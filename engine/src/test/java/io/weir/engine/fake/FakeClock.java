package io.weir.engine.fake;

import io.weir.engine.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is moved by hand; processing time and monotonic time move together. */
public final class FakeClock implements Clock {
  private final AtomicLong millis = new AtomicLong(1_000_000);

  @Override
  public long currentMillis() {
    return millis.get();
  }

  @Override
  public long nanoTime() {
    return millis.get() * 1_000_000;
  }

  /** Moves the clock forward. */
  public void advance(long byMillis) {
    millis.addAndGet(byMillis);
  }
}
