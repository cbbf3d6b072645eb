package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.ReadableState;

/**
 * A bag: its elements in the order of arrival, one entry each, under growing numbers; the entry
 * with the empty sub-key holds the next number. Adding does not read the bag.
 *
 * <p>Thread: subtask thread.
 */
final class BagCell<T> extends Cell implements BagState<T> {
  private final Coder<T> coder;
  private final ListContent<T> content = new ListContent<>();

  /** Whether {@link #content} begins with all the elements that are stored. */
  private boolean loaded;

  /** How many elements at the head of {@link #content} are stored already. */
  private int stored;

  /** Whether more is stored than is read into memory: it is by whoever iterates over it. */
  private boolean large;

  /** Whether what is stored must be removed before anything is written. */
  private boolean cleared;

  BagCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.coder = coder;
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
    stored = 0;
    cleared = true;
    loaded = true;
    large = false;
    holdsEntries(0);
  }

  @Override
  public Iterable<T> read() {
    load();
    return large
        ? new StoredItems<>(storedEntries(), prefix().length, coder, content.share())
        : content.share();
  }

  @Override
  public BagState<T> readLater() {
    return this;
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> content.size() == 0 && (loaded || stored() == null));
  }

  private void load() {
    if (loaded || large) {
      return;
    }
    List<T> earlier = new ArrayList<>();
    large =
        !scan(
            (key, offset, value) -> {
              if (key.length > offset) {
                earlier.add(CellBytes.decode(coder, value));
              }
            });
    if (large) {
      return;
    }
    content.prependAll(earlier);
    stored = earlier.size();
    loaded = true;
    holdsEntries(content.size());
  }

  @Override
  void writeChanges(TableWriter writer) {
    long next = 0;
    if (cleared) {
      deleteAll(writer);
      cleared = false;
    } else {
      byte[] head = stored();
      next = head == null ? 0 : CellBytes.readOrdered(head, 0);
    }
    if (stored == content.size()) {
      return;
    }
    for (int i = stored; i < content.size(); i++) {
      put(writer, subKey(CellBytes.ordered(next++)), CellBytes.encode(coder, content.get(i)));
    }
    writer.put(keyGroup(), prefix(), CellBytes.ordered(next));
    if (loaded) {
      stored = content.size();
    } else {
      content.clear();
    }
    holdsEntries(content.size());
  }
}
