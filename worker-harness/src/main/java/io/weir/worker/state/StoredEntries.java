package io.weir.worker.state;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a view in a range, in order. Every iteration reads them anew, some at a time, so
 * there may be more than fit into memory.
 *
 * <p>Thread: any thread; an iterator by one at a time.
 */
public final class StoredEntries implements Iterable<TableEntry> {
  private static final int FETCH_BYTES = 256 << 10;

  private final TableView view;
  private final int keyGroup;
  private final byte[] first;
  private final byte @Nullable [] end;

  /** The entries below the prefix. */
  public StoredEntries(TableView view, int keyGroup, byte[] prefix) {
    this(view, keyGroup, prefix, CellBytes.afterPrefix(prefix));
  }

  /** The entries from a key up to and without another one; null is the end. */
  StoredEntries(TableView view, int keyGroup, byte[] first, byte @Nullable [] end) {
    this.view = view;
    this.keyGroup = keyGroup;
    this.first = first;
    this.end = end;
  }

  /** The entries, read as the stream gets to them. */
  Stream<TableEntry> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  @Override
  public Iterator<TableEntry> iterator() {
    return new Reading(new EntryReader(view, keyGroup, first, end, FETCH_BYTES));
  }

  private static final class Reading implements Iterator<TableEntry> {
    private final EntryReader reader;

    Reading(EntryReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      return reader.peek() != null;
    }

    @Override
    public TableEntry next() {
      TableEntry next = reader.peek();
      if (next == null) {
        throw new NoSuchElementException();
      }
      reader.pass();
      return next;
    }
  }
}
