package io.weir.worker.group;

import io.weir.worker.state.CellBytes;
import io.weir.worker.state.TableWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a group, one entry each under growing numbers.
 *
 * <p>Thread: subtask thread.
 */
record Collecting<T extends @Nullable Object>(Coder<T> coder)
    implements Grouping<Collecting.Values<T>> {

  /** The values of a group, of which the first ones may be stored already. */
  static final class Values<T extends @Nullable Object> {
    private final List<T> items = new ArrayList<>();
    private int stored;
  }

  @Override
  public Values<T> create() {
    return new Values<>();
  }

  @Override
  @SuppressWarnings("unchecked") // The pipeline's types were checked when it was built.
  public Values<T> add(Values<T> content, @Nullable Object value) {
    content.items.add((T) value);
    return content;
  }

  @Override
  public Object output(Values<T> content) {
    return Collections.unmodifiableList(content.items);
  }

  @Override
  public Values<T> write(
      Values<T> content, byte[] head, int keyGroup, byte[] prefix, TableWriter writer) {
    for (int i = content.stored; i < content.items.size(); i++) {
      writer.put(
          keyGroup,
          CellBytes.concat(prefix, CellBytes.ordered(i)),
          CellBytes.encode(coder, content.items.get(i)));
    }
    content.stored = content.items.size();
    writer.put(keyGroup, prefix, head);
    return content;
  }

  @Override
  public Values<T> read(@Nullable Values<T> content, byte[] subKey, byte[] value) {
    Values<T> values = content == null ? new Values<>() : content;
    if (subKey.length > 0) {
      values.items.add(CellBytes.decode(coder, value));
      values.stored = values.items.size();
    }
    return values;
  }
}
