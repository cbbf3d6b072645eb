package io.weir.worker.job;

import io.weir.engine.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The processing clock of a job with a TestStream: moved by the stream's events only, and the same
 * for all subtasks of the process. Monotonic time stays that of the machine.
 *
 * <p>Thread: any thread.
 */
public final class TestClock implements Clock {
  private final Clock machine;
  private final PriorityQueue<WakeUp> wakeUps = new PriorityQueue<>();
  private long nowMs = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /** A clock at the beginning of time. */
  public TestClock(Clock machine) {
    this.machine = machine;
  }

  private record WakeUp(long timeMs, Runnable wake) implements Comparable<WakeUp> {
    @Override
    public int compareTo(WakeUp other) {
      return Long.compare(timeMs, other.timeMs);
    }
  }

  @Override
  public synchronized long currentMillis() {
    return nowMs;
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  /** Runs the wake-up when the clock reaches the time, at once if it has. */
  public void wakeAt(long timeMs, Runnable wake) {
    synchronized (this) {
      if (timeMs > nowMs) {
        wakeUps.add(new WakeUp(timeMs, wake));
        return;
      }
    }
    wake.run();
  }

  /** Moves the clock forward and wakes whoever waits for it. */
  public void moveTo(long timeMs) {
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      nowMs = Math.max(nowMs, timeMs);
      WakeUp first = wakeUps.peek();
      while (first != null && first.timeMs() <= nowMs) {
        due.add(wakeUps.remove().wake());
        first = wakeUps.peek();
      }
    }
    due.forEach(Runnable::run);
  }
}
