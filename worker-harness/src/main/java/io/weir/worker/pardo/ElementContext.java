package io.weir.worker.pardo;

import java.util.Collection;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a DoFn sees of the element that it processes. One object serves all elements of a DoFn
 * instance, one after another.
 *
 * <p>Thread: the subtask thread.
 */
public final class ElementContext extends DoFn<Object, Object>.ProcessContext {
  private static final WindowedValue<Object> NONE = WindowedValues.valueInGlobalWindow("none");

  private final PipelineOptions options;
  private final TupleTag<Object> mainTag;
  private final SideInputReader sideInputs;
  private final TimestampCheck timestamps;
  private final WindowedValueMultiReceiver outputs;
  private WindowedValue<Object> element = NONE;

  /**
   * A context.
   *
   * @param timestamps whether an output may have a timestamp
   * @param outputs takes what the DoFn emits
   */
  public ElementContext(
      DoFnBinding binding,
      PipelineOptions options,
      SideInputReader sideInputs,
      TimestampCheck timestamps,
      WindowedValueMultiReceiver outputs) {
    binding.fn().super();
    this.options = options;
    this.mainTag = binding.mainTag();
    this.sideInputs = sideInputs;
    this.timestamps = timestamps;
    this.outputs = outputs;
  }

  /** The element that is processed from now on. */
  public void set(WindowedValue<Object> next) {
    element = next;
  }

  /** The element that is processed now. */
  public WindowedValue<Object> current() {
    return element;
  }

  /** The window of the element, which must be in one window. */
  public BoundedWindow window() {
    Collection<? extends BoundedWindow> windows = element.getWindows();
    if (windows.size() != 1) {
      throw new IllegalStateException("the element is in the windows " + windows);
    }
    return windows.iterator().next();
  }

  /** An output like the element but for its value; it is emitted at the given tag. */
  public <T> WindowedValues.Builder<T> builder(TupleTag<T> tag, T value) {
    return WindowedValues.builder(element)
        .withValue(value)
        .setReceiver(output -> emit(tag, output));
  }

  private <T> void emit(TupleTag<T> tag, WindowedValue<T> output) {
    timestamps.check(element.getTimestamp(), output.getTimestamp());
    outputs.output(tag, output);
  }

  @Override
  public Object element() {
    return element.getValue();
  }

  @Override
  public <T> T sideInput(PCollectionView<T> view) {
    if (!sideInputs.contains(view)) {
      throw new IllegalArgumentException("calling sideInput() with unknown view " + view);
    }
    return sideInputs.get(view, view.getWindowMappingFn().getSideInputWindow(window()));
  }

  @Override
  public Instant timestamp() {
    return element.getTimestamp();
  }

  @Override
  public PaneInfo pane() {
    return element.getPaneInfo();
  }

  @Override
  public @Nullable String currentRecordId() {
    return element.getRecordId();
  }

  @Override
  public @Nullable Long currentRecordOffset() {
    return element.getRecordOffset();
  }

  @Override
  public CausedByDrain causedByDrain() {
    return element.causedByDrain();
  }

  @Override
  public PipelineOptions getPipelineOptions() {
    return options;
  }

  @Override
  public void output(Object output) {
    outputs.output(mainTag, element.withValue(output));
  }

  @Override
  public <T> void output(TupleTag<T> tag, T output) {
    outputs.output(tag, element.withValue(output));
  }

  @Override
  public void outputWithTimestamp(Object output, Instant timestamp) {
    outputWithTimestamp(mainTag, output, timestamp);
  }

  @Override
  public <T> void outputWithTimestamp(TupleTag<T> tag, T output, Instant timestamp) {
    outputWindowedValue(tag, output, timestamp, element.getWindows(), element.getPaneInfo());
  }

  @Override
  public void outputWindowedValue(
      Object output,
      Instant timestamp,
      Collection<? extends BoundedWindow> windows,
      PaneInfo paneInfo) {
    outputWindowedValue(mainTag, output, timestamp, windows, paneInfo);
  }

  @Override
  public <T> void outputWindowedValue(
      TupleTag<T> tag,
      T output,
      Instant timestamp,
      Collection<? extends BoundedWindow> windows,
      PaneInfo paneInfo) {
    emit(
        tag,
        WindowedValues.of(
            output,
            timestamp,
            windows,
            paneInfo,
            element.getRecordId(),
            element.getRecordOffset(),
            element.causedByDrain()));
  }

  @Override
  public void outputWindowedValue(WindowedValue<Object> output) {
    emit(mainTag, output);
  }

  @Override
  public <T> void outputWindowedValue(TupleTag<T> tag, WindowedValue<T> output) {
    emit(tag, output);
  }
}
