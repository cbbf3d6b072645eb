package io.weir.worker.state;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value; a null that was written counts as no value. Thread: subtask thread. */
final class ValueCell<T> extends Cell implements ValueState<T> {
  private final Coder<T> coder;
  private boolean loaded;
  private @Nullable T value;

  ValueCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.coder = coder;
  }

  @Override
  public @Nullable T read() {
    if (!loaded) {
      byte[] bytes = stored();
      if (bytes != null) {
        saw(bytes);
        value = CellBytes.decode(coder, bytes);
      }
      loaded = true;
      holdsEntries(1);
    }
    return value;
  }

  @Override
  public void write(@Nullable T input) {
    beforeChange();
    loaded = true;
    value = input;
    if (input != null) {
      holdsEntries(1, coder, input);
    }
  }

  @Override
  public void clear() {
    beforeChange();
    loaded = true;
    value = null;
  }

  @Override
  public ValueState<T> readLater() {
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
