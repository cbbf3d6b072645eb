package io.weir.worker.state;

import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.state.SetState;
import org.jspecify.annotations.Nullable;

/** A set. What is read stays as of the read. Thread: subtask thread. */
final class SetCell<T> extends Cell implements SetState<T> {
  private final MapContent<T, @Nullable Void> content;

  SetCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.content = new MapContent<>(this, coder, VoidCoder.of());
  }

  @Override
  public ReadableState<Boolean> contains(T item) {
    return new LaterRead<>(() -> content.contains(item), () -> content.lookUpLater(item));
  }

  @Override
  public ReadableState<Boolean> addIfAbsent(T item) {
    boolean absent = !content.contains(item);
    if (absent) {
      content.put(item, null);
    }
    return LaterRead.of(absent);
  }

  @Override
  public void remove(T item) {
    content.remove(item);
  }

  @Override
  public void add(T item) {
    addIfAbsent(item);
  }

  @Override
  public Iterable<T> read() {
    return content.read(entry -> Stream.of(entry.getKey()));
  }

  @Override
  public SetState<T> readLater() {
    return this;
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> content.isEmpty());
  }

  @Override
  public void clear() {
    content.clear();
  }

  @Override
  void writeChanges(TableWriter writer) {
    content.write(writer);
  }
}
