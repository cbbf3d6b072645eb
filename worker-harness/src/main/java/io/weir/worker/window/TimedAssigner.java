package io.weir.worker.window;

import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.NonMergingWindowFn;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Windows that change with the timestamp only, and only from one period to the next.
 *
 * <p>Thread: the subtask thread.
 */
final class TimedAssigner<W extends BoundedWindow> implements WindowAssigner {
  private final NonMergingWindowFn<Object, W> windowFn;
  private final long periodMs;
  private final long offsetMs;
  private long slot = Long.MIN_VALUE;
  private Collection<? extends BoundedWindow> windows = List.of();

  TimedAssigner(NonMergingWindowFn<Object, W> windowFn, Duration period, Duration offset) {
    this.windowFn = windowFn;
    this.periodMs = period.getMillis();
    this.offsetMs = offset.getMillis();
  }

  @Override
  public Collection<? extends BoundedWindow> assign(
      Object value, Instant timestamp, BoundedWindow window) throws Exception {
    long sinceOffset = timestamp.getMillis() - offsetMs;
    if (sinceOffset < 0) {
      // Beam rounds towards zero here, so windows before the epoch follow no such rule.
      return AnyAssigner.assign(windowFn, value, timestamp, window);
    }
    long current = sinceOffset / periodMs;
    if (current != slot) {
      windows = AnyAssigner.assign(windowFn, value, timestamp, window);
      slot = current;
    }
    return windows;
  }
}
