package io.weir.worker.pardo;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.SchemaCoder;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValues;
import org.jspecify.annotations.Nullable;

/**
 * Where a DoFn emits rows in place of the elements of one tag.
 *
 * <p>Thread: the subtask thread.
 */
final class RowReceiver<T> implements OutputReceiver<Row> {
  private final ElementContext context;
  private final TupleTag<T> tag;
  private final SerializableFunction<Row, T> fromRow;

  private RowReceiver(
      ElementContext context, TupleTag<T> tag, SerializableFunction<Row, T> fromRow) {
    this.context = context;
    this.tag = tag;
    this.fromRow = fromRow;
  }

  /**
   * The receiver of the tag.
   *
   * @throws IllegalStateException if the output has no schema
   */
  @SuppressWarnings("unchecked") // a tag's coder is that of its elements
  static <T> RowReceiver<T> of(ElementContext context, TupleTag<T> tag, @Nullable Coder<?> coder) {
    if (!(coder instanceof SchemaCoder<?> schema)) {
      throw new IllegalStateException("the output " + tag.getId() + " has no schema");
    }
    return new RowReceiver<>(
        context, tag, (SerializableFunction<Row, T>) schema.getFromRowFunction());
  }

  @Override
  public OutputBuilder<Row> builder(Row value) {
    return WindowedValues.builder(context.current())
        .withValue(value)
        .setReceiver(
            row -> context.outputWindowedValue(tag, row.withValue(fromRow.apply(row.getValue()))));
  }
}
