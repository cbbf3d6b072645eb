package io.weir.worker.window;

import java.util.Collection;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Instant;

/**
 * Asks the window function for each element.
 *
 * <p>Thread: the subtask thread.
 */
final class AnyAssigner<W extends BoundedWindow> implements WindowAssigner {
  private final WindowFn<Object, W> windowFn;

  private AnyAssigner(WindowFn<Object, W> windowFn) {
    this.windowFn = windowFn;
  }

  @SuppressWarnings("unchecked") // the pipeline was built with a function for its elements
  static <W extends BoundedWindow> AnyAssigner<W> of(WindowFn<?, W> windowFn) {
    return new AnyAssigner<>((WindowFn<Object, W>) windowFn);
  }

  @Override
  public Collection<? extends BoundedWindow> assign(
      Object value, Instant timestamp, BoundedWindow window) throws Exception {
    return assign(windowFn, value, timestamp, window);
  }

  static <W extends BoundedWindow> Collection<W> assign(
      WindowFn<Object, W> windowFn, Object value, Instant timestamp, BoundedWindow window)
      throws Exception {
    return windowFn.assignWindows(
        windowFn.new AssignContext() {
          @Override
          public Object element() {
            return value;
          }

          @Override
          public Instant timestamp() {
            return timestamp;
          }

          @Override
          public BoundedWindow window() {
            return window;
          }
        });
  }
}
