package io.weir.worker.state;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.ReadableState;

/** A bag. What is read stays as of the read. Thread: subtask thread. */
final class BagCell<T> extends Cell implements BagState<T> {
  private final Coder<T> coder;
  private final BagContent<T> content;

  BagCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.coder = coder;
    this.content = new BagContent<>(this, prefix, coder);
  }

  @Override
  public void add(T value) {
    beforeChange();
    content.add(value);
    holdsEntries(content.size(), coder, value);
  }

  @Override
  public void clear() {
    beforeChange();
    content.clear();
    holdsEntries(0);
  }

  @Override
  public Iterable<T> read() {
    Iterable<T> read = content.read();
    holdsEntries(content.size());
    return read;
  }

  @Override
  public BagState<T> readLater() {
    return this;
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(content::isEmpty);
  }

  @Override
  void writeChanges(TableWriter writer) {
    content.write(writer);
    holdsEntries(content.size());
  }
}
