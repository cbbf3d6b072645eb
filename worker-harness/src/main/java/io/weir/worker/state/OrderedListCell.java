package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Elements by timestamp, equal timestamps in the order of arrival. The sub-key is the timestamp and
 * a number that keeps equal timestamps apart; the entry with the empty sub-key holds the next
 * number. Adding and clearing do not read the list. What is read stays as of the read.
 *
 * <p>Thread: subtask thread.
 */
final class OrderedListCell<T> extends Cell implements OrderedListState<T> {
  /** Beyond the timestamp of any element. */
  private static final ListPosition END = new ListPosition(Long.MAX_VALUE, Long.MAX_VALUE);

  private final Coder<T> coder;

  /** What was added since the list was written; if it is loaded, all. */
  private final TreeMap<ListPosition, T> items = new TreeMap<>();

  private final List<ListPosition> added = new ArrayList<>();

  /** Whose elements are to be removed from what is stored. */
  private final ClearedRanges clearedRanges = new ClearedRanges();

  private boolean loaded;

  /** Whether more is stored than is read into memory. */
  private boolean large;

  /** Whether what is stored must be removed before anything is written. */
  private boolean cleared;

  private @Nullable Long nextNumber;

  OrderedListCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.coder = coder;
  }

  private void load() {
    if (loaded || large) {
      return;
    }
    TreeMap<ListPosition, T> stored = new TreeMap<>();
    large =
        !scan(
            (key, offset, value) -> {
              if (key.length > offset) {
                stored.put(ListPosition.read(key, offset), CellBytes.decode(coder, value));
              }
            });
    if (!large) {
      stored.keySet().removeIf(clearedRanges::contains);
      items.putAll(stored);
      loaded = true;
      holdsEntries(items.size());
    }
  }

  private long takeNumber() {
    Long number = nextNumber;
    if (number == null) {
      byte[] head = stored();
      number = head == null ? 0 : CellBytes.readOrdered(head, 0);
    }
    nextNumber = number + 1;
    return number;
  }

  @Override
  public void add(TimestampedValue<T> value) {
    beforeChange();
    ListPosition position = new ListPosition(value.getTimestamp().getMillis(), takeNumber());
    items.put(position, value.getValue());
    added.add(position);
    holdsEntries(items.size(), coder, value.getValue());
  }

  @Override
  public Iterable<TimestampedValue<T>> read() {
    return read(new ListPosition(Long.MIN_VALUE, Long.MIN_VALUE), END);
  }

  @Override
  public Iterable<TimestampedValue<T>> readRange(Instant minTimestamp, Instant limitTimestamp) {
    return read(ListPosition.first(minTimestamp), ListPosition.first(limitTimestamp));
  }

  private Iterable<TimestampedValue<T>> read(ListPosition begin, ListPosition limit) {
    load();
    var range = items.subMap(begin, limit);
    if (loaded) {
      List<TimestampedValue<T>> copy = new ArrayList<>(range.size());
      range.forEach((position, item) -> copy.add(StoredOrderedItems.item(position, item)));
      return copy;
    }
    return new StoredOrderedItems<>(
        storedEntries(begin.bytes(), limit.bytes()),
        prefix().length,
        coder,
        clearedRanges.copy(),
        new TreeMap<>(range));
  }

  @Override
  public void clearRange(Instant minTimestamp, Instant limitTimestamp) {
    beforeChange();
    ListPosition begin = ListPosition.first(minTimestamp);
    ListPosition limit = ListPosition.first(limitTimestamp);
    var range = items.subMap(begin, limit);
    if (!loaded || !range.isEmpty()) {
      clearedRanges.add(begin, limit);
    }
    range.clear();
    holdsEntries(items.size());
  }

  @Override
  public void clear() {
    beforeChange();
    items.clear();
    added.clear();
    clearedRanges.clear();
    nextNumber = 0L;
    loaded = true;
    large = false;
    cleared = true;
    holdsEntries(0);
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> !read().iterator().hasNext());
  }

  @Override
  public OrderedListState<T> readRangeLater(Instant minTimestamp, Instant limitTimestamp) {
    return this;
  }

  @Override
  public OrderedListState<T> readLater() {
    return this;
  }

  @Override
  void writeChanges(TableWriter writer) {
    if (cleared) {
      deleteAll(writer);
      cleared = false;
    }
    clearedRanges.forEach(
        (begin, limit) ->
            writer.deleteRange(keyGroup(), subKey(begin.bytes()), subKey(limit.bytes())));
    clearedRanges.clear();
    for (ListPosition position : added) {
      T item = items.get(position);
      if (item != null) {
        put(writer, subKey(position.bytes()), CellBytes.encode(coder, item));
      }
    }
    Long next = nextNumber;
    if (!added.isEmpty() && next != null) {
      writer.put(keyGroup(), prefix(), CellBytes.ordered(next));
    }
    added.clear();
    if (!loaded) {
      items.clear();
    }
    holdsEntries(items.size());
  }
}
