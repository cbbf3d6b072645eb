package io.weir.worker.pardo;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Where a DoFn emits, by tag.
 *
 * <p>Thread: the subtask thread.
 */
public final class TaggedReceivers implements MultiOutputReceiver {
  private final ElementContext context;
  private final Map<TupleTag<?>, Coder<?>> coders;
  private final Map<TupleTag<?>, OutputReceiver<?>> receivers = new HashMap<>();
  private final Map<TupleTag<?>, OutputReceiver<Row>> rowReceivers = new HashMap<>();

  /** The receivers of a ParDo. */
  public TaggedReceivers(ElementContext context, DoFnBinding binding) {
    this.context = context;
    this.coders = binding.outputCoders();
  }

  @Override
  @SuppressWarnings("unchecked") // a receiver is made for the type of its tag
  public <T> OutputReceiver<T> get(TupleTag<T> tag) {
    return (OutputReceiver<T>) receivers.computeIfAbsent(tag, t -> new TagReceiver<>(context, tag));
  }

  @Override
  public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
    return rowReceivers.computeIfAbsent(tag, t -> RowReceiver.of(context, tag, coders.get(tag)));
  }
}
