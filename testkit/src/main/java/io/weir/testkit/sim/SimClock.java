package io.weir.testkit.sim;

import io.weir.engine.time.Clock;

/** Virtual time. */
record SimClock(EventLoop loop) implements Clock {
  private static final long EPOCH_MS = 1_700_000_000_000L;

  @Override
  public long currentMillis() {
    return EPOCH_MS + loop.nowMillis();
  }

  @Override
  public long nanoTime() {
    return loop.nowNanos();
  }
}
