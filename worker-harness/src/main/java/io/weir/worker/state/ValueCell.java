package io.weir.worker.state;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value; a null that was written counts as no value. Thread: subtask thread. */
final class ValueCell<T> extends SingleEntryCell implements ValueState<T> {
  private final Coder<T> coder;
  private @Nullable T value;

  ValueCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.coder = coder;
  }

  @Override
  public @Nullable T read() {
    load();
    return value;
  }

  @Override
  void decode(byte @Nullable [] bytes) {
    value = bytes == null ? null : CellBytes.decode(coder, bytes);
  }

  @Override
  public void write(@Nullable T input) {
    beforeChange();
    replace();
    value = input;
    if (input != null) {
      holdsEntries(1, coder, input);
    }
  }

  @Override
  public void clear() {
    beforeChange();
    replace();
    value = null;
  }

  @Override
  public ValueState<T> readLater() {
    loadLater();
    return this;
  }

  @Override
  void writeChanges(TableWriter writer) {
    T current = value;
    if (current == null) {
      writer.delete(keyGroup(), prefix());
    } else {
      put(writer, prefix(), CellBytes.encode(coder, current));
      holdsEntries(1);
    }
  }
}
