package io.weir.runner;

import io.weir.engine.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is moved by hand. */
final class FakeClock implements Clock {
  private final AtomicLong millis = new AtomicLong(1_000_000);

  @Override
  public long currentMillis() {
    return millis.get();
  }

  @Override
  public long nanoTime() {
    return millis.get() * 1_000_000;
  }

  void advance(long byMillis) {
    millis.addAndGet(byMillis);
  }
}
