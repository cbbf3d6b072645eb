package io.weir.worker.group;

import io.weir.worker.state.CellBytes;
import io.weir.worker.state.StoredItems;
import io.weir.worker.state.TableWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a group, one entry each under growing numbers; the entry of the prefix
 * says how many they are. So adding to a group that is stored reads none of its values.
 *
 * <p>Thread: subtask thread.
 */
record Collecting<T extends @Nullable Object>(Coder<T> coder)
    implements Grouping<Collecting.Values<T>> {

  /** The values of a group that are in memory. */
  static final class Values<T extends @Nullable Object> {
    private final List<T> items = new ArrayList<>();

    /** How many values came before the items; they are stored. */
    private final long before;

    /** How many of the items, the first ones, are stored. */
    private int stored;

    private Values(long before) {
      this.before = before;
    }
  }

  @Override
  public Values<T> create() {
    return new Values<>(0);
  }

  @Override
  @SuppressWarnings("unchecked") // The pipeline's types were checked when it was built.
  public Values<T> add(Values<T> content, @Nullable Object value) {
    content.items.add((T) value);
    return content;
  }

  @Override
  public boolean growsByValue() {
    return true;
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // As above; coders of nullable values say so nowhere.
  public byte[] sample(Values<T> content, @Nullable Object value) {
    return CellBytes.encode(coder, (T) value);
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
          CellBytes.concat(prefix, CellBytes.ordered(content.before + i)),
          CellBytes.encode(coder, content.items.get(i)));
    }
    content.stored = content.items.size();
    byte[] count = CellBytes.ordered(content.before + content.stored);
    writer.put(keyGroup, prefix, CellBytes.concat(head, count));
    return content;
  }

  @Override
  public Values<T> resume(byte[] entry, int offset) {
    return new Values<>(CellBytes.readOrdered(entry, offset));
  }

  @Override
  public Object output(StoredGroup group) {
    List<byte[]> few = group.values();
    if (few == null) {
      return new StoredItems<>(group.entries(), group.prefix().length, coder, List.of());
    }
    List<T> items = new ArrayList<>(few.size());
    few.forEach(value -> items.add(CellBytes.decode(coder, value)));
    return Collections.unmodifiableList(items);
  }
}
