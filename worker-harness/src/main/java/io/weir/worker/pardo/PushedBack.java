package io.weir.worker.pardo;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.beam.runners.core.StatefulDoFnRunner;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;

/**
 * Elements whose side inputs are not ready yet. They are part of the snapshot and hold the output
 * watermark.
 *
 * <p>Thread: the subtask thread.
 */
public final class PushedBack {
  private static final String CELL = "pushed-back";

  /** The same counter as for elements of expired windows elsewhere. */
  private static final Counter TOO_LATE =
      Metrics.counter(StatefulDoFnRunner.class, StatefulDoFnRunner.DROPPED_DUE_TO_LATENESS_COUNTER);

  private final OperatorContext context;
  private final Coder<WindowedValue<Object>> coder;
  private final Deque<WindowedValue<Object>> elements = new ArrayDeque<>();
  private long hold = Watermark.MAX;

  /** The elements that were pushed back at the restored checkpoint, if any. */
  public PushedBack(
      OperatorContext context, Coder<Object> valueCoder, Coder<BoundedWindow> windowCoder)
      throws IOException {
    this.context = context;
    this.coder = WindowedValues.getFullCoder(valueCoder, windowCoder);
    for (byte[] entry : context.operatorState().get(CELL)) {
      add(CoderUtils.decodeFromByteArray(coder, entry));
    }
  }

  /**
   * Keeps the windows of the element that are not ready, and drops those that are expired.
   *
   * @return the rest of the element: the windows that are ready, possibly none
   */
  public List<WindowedValue<Object>> keepUnready(
      WindowedValue<Object> element, SideInputs sideInputs) {
    Collection<? extends BoundedWindow> windows = element.getWindows();
    List<WindowedValue<Object>> ready = new ArrayList<>(windows.size());
    for (BoundedWindow window : windows) {
      if (sideInputs.isExpired(window)) {
        TOO_LATE.inc();
        continue;
      }
      WindowedValue<Object> single =
          windows.size() == 1 ? element : WindowedValues.builder(element).setWindow(window).build();
      if (sideInputs.isReady(window)) {
        ready.add(single);
      } else {
        add(single);
      }
    }
    return ready;
  }

  private void add(WindowedValue<Object> element) {
    elements.add(element);
    hold = Math.min(hold, element.getTimestamp().getMillis());
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /** The least timestamp of the elements. */
  public long hold() {
    return hold;
  }

  /** Takes out all elements, to try them again. */
  public List<WindowedValue<Object>> takeAll() {
    List<WindowedValue<Object>> all = new ArrayList<>(elements);
    elements.clear();
    hold = Watermark.MAX;
    return all;
  }

  /** Writes them to the operator state. */
  public void snapshot() throws IOException {
    List<byte[]> entries = new ArrayList<>(elements.size());
    for (WindowedValue<Object> element : elements) {
      entries.add(CoderUtils.encodeToByteArray(coder, element));
    }
    context.operatorState().set(CELL, entries);
  }
}
