package io.weir.engine.task;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.time.Clock;

/**
 * Processing time of a subtask in a job that runs in rounds: it stands still between two barriers
 * of rounds. So no element meets a subtask whose clock is behind that of its sender. Monotonic time
 * stays that of the machine.
 *
 * <p>Thread: the subtask thread.
 */
final class RoundClock implements Clock {
  private final Clock machine;
  private boolean started;
  private long nowMs = Watermark.MIN;

  RoundClock(Clock machine) {
    this.machine = machine;
  }

  /** Whether the time to begin with is known. */
  boolean isStarted() {
    return started;
  }

  /** Moves the clock; never back. */
  void moveTo(long timeMs) {
    started = true;
    nowMs = Math.max(nowMs, timeMs);
  }

  @Override
  public long currentMillis() {
    return nowMs;
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }
}
