package io.weir.worker.state;

import io.weir.engine.state.TableEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The elements in a range of an ordered list that is larger than a cell keeps in memory, as of when
 * it was read: those that were stored, read anew by every iteration, without those cleared since,
 * and those added since. Usable until the operator is closed.
 *
 * <p>Thread: any thread; an iterator by one at a time.
 */
final class StoredOrderedItems<T> implements Iterable<TimestampedValue<T>> {
  private final StoredEntries stored;
  private final int subKeyOffset;
  private final Coder<T> coder;
  private final ClearedRanges cleared;
  private final SortedMap<ListPosition, T> added;

  StoredOrderedItems(
      StoredEntries stored,
      int subKeyOffset,
      Coder<T> coder,
      ClearedRanges cleared,
      SortedMap<ListPosition, T> added) {
    this.stored = stored;
    this.subKeyOffset = subKeyOffset;
    this.coder = coder;
    this.cleared = cleared;
    this.added = added;
  }

  @Override
  public Iterator<TimestampedValue<T>> iterator() {
    return new Merged(
        stored.stream()
            .filter(entry -> !cleared.contains(position(entry)))
            .map(this::decode)
            .iterator(),
        added.entrySet().iterator());
  }

  private ListPosition position(TableEntry entry) {
    return ListPosition.read(entry.key(), subKeyOffset);
  }

  private Map.Entry<ListPosition, T> decode(TableEntry entry) {
    return new SimpleImmutableEntry<>(position(entry), CellBytes.decode(coder, entry.value()));
  }

  static <T> TimestampedValue<T> item(ListPosition position, T value) {
    return TimestampedValue.of(value, Instant.ofEpochMilli(position.timestamp()));
  }

  /** Takes the earlier one of the heads of two iterators in order. */
  private final class Merged implements Iterator<TimestampedValue<T>> {
    private final Iterator<Map.Entry<ListPosition, T>> first;
    private final Iterator<Map.Entry<ListPosition, T>> second;
    private Map.@Nullable Entry<ListPosition, T> firstHead;
    private Map.@Nullable Entry<ListPosition, T> secondHead;

    Merged(
        Iterator<Map.Entry<ListPosition, T>> first, Iterator<Map.Entry<ListPosition, T>> second) {
      this.first = first;
      this.second = second;
      this.firstHead = headOf(first);
      this.secondHead = headOf(second);
    }

    private static <E> @Nullable E headOf(Iterator<E> items) {
      return items.hasNext() ? items.next() : null;
    }

    @Override
    public boolean hasNext() {
      return firstHead != null || secondHead != null;
    }

    @Override
    public TimestampedValue<T> next() {
      Map.Entry<ListPosition, T> one = firstHead;
      Map.Entry<ListPosition, T> other = secondHead;
      if (one != null && (other == null || one.getKey().compareTo(other.getKey()) < 0)) {
        firstHead = headOf(first);
        return item(one.getKey(), one.getValue());
      }
      if (other == null) {
        throw new NoSuchElementException();
      }
      secondHead = headOf(second);
      return item(other.getKey(), other.getValue());
    }
  }
}
