package io.weir.validatesrunner.fault;

import io.weir.engine.time.Clock;

/**
 * Monotonic time takes a long step whenever it is looked at, so that whoever works in slices of
 * limited time does the least that it can in each. Processing time is the machine's.
 *
 * <p>Thread: the subtask thread.
 */
final class SteppingClock implements Clock {
  private static final long STEP_NANOS = 10_000_000_000L;

  private final Clock clock;
  private long steps;

  SteppingClock(Clock clock) {
    this.clock = clock;
  }

  @Override
  public long currentMillis() {
    return clock.currentMillis();
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime() + STEP_NANOS * ++steps;
  }
}
