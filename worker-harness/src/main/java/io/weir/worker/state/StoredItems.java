package io.weir.worker.state;

import io.weir.engine.state.TableEntry;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * The elements of a bag or group that is larger than what is kept in memory of one, as of when it
 * was read: those that were stored, read anew by every iteration, and those added since they were.
 * Usable until the operator is closed.
 *
 * <p>Thread: any thread; an iterator by one at a time.
 */
public final class StoredItems<T> implements Iterable<T> {
  private final StoredEntries stored;
  private final int headLength;
  private final Coder<T> coder;
  private final List<T> added;

  /**
   * The elements of a bag.
   *
   * @param headLength the length of the key of the bag's head, which is no element
   * @param added what comes after the stored ones
   */
  public StoredItems(StoredEntries stored, int headLength, Coder<T> coder, List<T> added) {
    this.stored = stored;
    this.headLength = headLength;
    this.coder = coder;
    this.added = added;
  }

  @Override
  public Iterator<T> iterator() {
    return new Items(stored.iterator(), added.iterator());
  }

  private final class Items implements Iterator<T> {
    private final Iterator<TableEntry> first;
    private final Iterator<T> last;

    Items(Iterator<TableEntry> first, Iterator<T> last) {
      this.first = first;
      this.last = last;
      if (first.hasNext()) {
        TableEntry head = first.next();
        if (head.key().length != headLength) {
          throw new IllegalStateException("a bag without its head");
        }
      }
    }

    @Override
    public boolean hasNext() {
      return first.hasNext() || last.hasNext();
    }

    @Override
    public T next() {
      return first.hasNext() ? CellBytes.decode(coder, first.next().value()) : last.next();
    }
  }
}
