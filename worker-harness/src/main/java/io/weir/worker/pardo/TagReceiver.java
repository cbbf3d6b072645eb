package io.weir.worker.pardo;

import java.util.Collection;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Where a DoFn emits the elements of one tag. Made once; plain outputs need no builder.
 *
 * <p>Thread: the subtask thread.
 */
public final class TagReceiver<T> implements OutputReceiver<T> {
  private final ElementContext context;
  private final TupleTag<T> tag;

  /** The receiver of the tag. */
  public TagReceiver(ElementContext context, TupleTag<T> tag) {
    this.context = context;
    this.tag = tag;
  }

  @Override
  public OutputBuilder<T> builder(T value) {
    return context.builder(tag, value);
  }

  @Override
  public void output(T value) {
    context.output(tag, value);
  }

  @Override
  public void outputWithTimestamp(T value, Instant timestamp) {
    context.outputWithTimestamp(tag, value, timestamp);
  }

  @Override
  public void outputWindowedValue(
      T value, Instant timestamp, Collection<? extends BoundedWindow> windows, PaneInfo paneInfo) {
    context.outputWindowedValue(tag, value, timestamp, windows, paneInfo);
  }
}
