package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * Elements in the order of arrival below a prefix: one entry each, under growing numbers; the head,
 * which is the entry with the empty sub-key, holds the next number. Adding reads nothing. A bag
 * cell is one, a multimap cell has one for each of its keys.
 *
 * <p>Thread: subtask thread.
 */
final class BagContent<T> {
  private final Cell cell;
  private final byte[] prefix;
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

  BagContent(Cell cell, byte[] prefix, Coder<T> coder) {
    this.cell = cell;
    this.prefix = prefix;
    this.coder = coder;
  }

  void add(T value) {
    content.add(value);
  }

  void clear() {
    content.clear();
    stored = 0;
    cleared = true;
    loaded = true;
    large = false;
  }

  /** What there is now, as it is now. */
  Iterable<T> read() {
    load();
    return large
        ? new StoredItems<>(cell.storedEntries(prefix), prefix.length, coder, content.share())
        : content.share();
  }

  boolean isEmpty() {
    return knowsWhetherEmpty() ? content.size() == 0 : cell.stored(prefix) == null;
  }

  /** Whether that is known without reading: there is nothing but what is in memory, if anything. */
  boolean knowsWhetherEmpty() {
    return loaded || content.size() > 0;
  }

  /** How many elements are in memory. */
  int size() {
    return content.size();
  }

  private void load() {
    if (loaded || large) {
      return;
    }
    List<T> earlier = new ArrayList<>();
    large =
        !cell.scan(
            prefix,
            (key, offset, value) -> {
              if (key.length > offset) {
                earlier.add(CellBytes.decode(coder, value));
              }
            });
    if (!large) {
      isStored(earlier);
    }
  }

  /** All the elements that are stored, if they have not been read yet. */
  void isStored(List<T> earlier) {
    if (!loaded) {
      content.prependAll(earlier);
      stored = earlier.size();
      loaded = true;
      large = false;
    }
  }

  /** Writes what changed since the last call. */
  void write(TableWriter writer) {
    long next = 0;
    if (cleared) {
      cell.deleteAll(writer, prefix);
      cleared = false;
    } else if (loaded) {
      next = stored;
    } else {
      byte[] head = cell.stored(prefix);
      next = head == null ? 0 : CellBytes.readOrdered(head, 0);
    }
    if (stored == content.size()) {
      return;
    }
    for (int i = stored; i < content.size(); i++) {
      byte[] key = CellBytes.concat(prefix, CellBytes.ordered(next++));
      cell.put(writer, key, CellBytes.encode(coder, content.get(i)));
    }
    writer.put(cell.keyGroup(), prefix, CellBytes.ordered(next));
    if (loaded) {
      stored = content.size();
    } else {
      content.clear();
    }
  }
}
