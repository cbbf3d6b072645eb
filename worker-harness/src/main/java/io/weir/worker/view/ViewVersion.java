package io.weir.worker.view;

import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * The content of a side input in one window, as of one pane. Immutable, so all subtasks of a
 * process share one copy, and with it the one object that user code sees.
 *
 * <p>Thread: any thread.
 */
public final class ViewVersion {
  private final BoundedWindow window;
  private final List<Object> elements;
  private @Nullable Object materialized;

  /**
   * Makes a version.
   *
   * @param window the side input's window
   * @param elements the elements of the side PCollection; not copied, must not change any more
   */
  ViewVersion(BoundedWindow window, List<Object> elements) {
    this.window = window;
    this.elements = elements;
  }

  /** The side input's window. */
  BoundedWindow window() {
    return window;
  }

  /** The elements of the side PCollection in the window. */
  List<Object> elements() {
    return elements;
  }

  /**
   * What user code sees, made when first asked for. All askers use the same view of the same
   * PCollection, which is why the lock is taken: they run in different subtasks.
   */
  synchronized Object materialized(Function<List<Object>, Object> materialize) {
    Object present = materialized;
    if (present == null) {
      present = materialize.apply(elements);
      materialized = present;
    }
    return present;
  }
}
