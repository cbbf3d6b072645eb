package io.weir.worker.window;

import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Instant;

/**
 * Assigns windows. Those that depend on the timestamp alone reuse the windows of the last element
 * where they are the same.
 *
 * <p>Thread: the subtask thread.
 */
interface WindowAssigner {
  /**
   * The new windows of an element.
   *
   * @param window the one window that the element is in now
   */
  Collection<? extends BoundedWindow> assign(Object value, Instant timestamp, BoundedWindow window)
      throws Exception;

  /** The assigner for the window function. */
  static WindowAssigner of(WindowFn<?, ?> windowFn) {
    if (windowFn instanceof GlobalWindows) {
      Collection<? extends BoundedWindow> global = List.of(GlobalWindow.INSTANCE);
      return (value, timestamp, window) -> global;
    }
    if (windowFn instanceof FixedWindows fixed) {
      return new TimedAssigner<>(fixed, fixed.getSize(), fixed.getOffset());
    }
    if (windowFn instanceof SlidingWindows sliding
        && sliding.getSize().getMillis() % sliding.getPeriod().getMillis() == 0) {
      return new TimedAssigner<>(sliding, sliding.getPeriod(), sliding.getOffset());
    }
    return AnyAssigner.of(windowFn);
  }
}
