package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Elements by timestamp, equal timestamps in the order of arrival. The sub-key is the timestamp and
 * a number that keeps equal timestamps apart. What is read is a copy as of the read.
 *
 * <p>Thread: subtask thread.
 */
final class OrderedListCell<T> extends Cell implements OrderedListState<T> {
  private final Coder<T> coder;
  private final TreeMap<Position, T> items = new TreeMap<>();
  private final List<Position> removed = new ArrayList<>();
  private final List<Position> added = new ArrayList<>();
  private boolean loaded;
  private boolean cleared;
  private long nextNumber;

  OrderedListCell(KeyCells owner, byte[] prefix, Coder<T> coder) {
    super(owner, prefix);
    this.coder = coder;
  }

  private void load() {
    if (loaded) {
      return;
    }
    scan(
        (key, offset, value) -> {
          long number = CellBytes.readOrdered(key, offset + 8);
          items.put(
              new Position(CellBytes.readOrdered(key, offset), number),
              CellBytes.decode(coder, value));
          nextNumber = Math.max(nextNumber, number + 1);
        });
    loaded = true;
    holdsEntries(items.size());
  }

  @Override
  public void add(TimestampedValue<T> value) {
    load();
    beforeChange();
    Position position = new Position(value.getTimestamp().getMillis(), nextNumber++);
    items.put(position, value.getValue());
    added.add(position);
    holdsEntries(items.size(), coder, value.getValue());
  }

  @Override
  public Iterable<TimestampedValue<T>> read() {
    load();
    return copyOf(items);
  }

  @Override
  public Iterable<TimestampedValue<T>> readRange(Instant minTimestamp, Instant limitTimestamp) {
    load();
    return copyOf(items.subMap(Position.first(minTimestamp), Position.first(limitTimestamp)));
  }

  private static <T> List<TimestampedValue<T>> copyOf(java.util.Map<Position, T> range) {
    List<TimestampedValue<T>> copy = new ArrayList<>(range.size());
    range.forEach(
        (position, item) ->
            copy.add(TimestampedValue.of(item, Instant.ofEpochMilli(position.timestamp()))));
    return copy;
  }

  @Override
  public void clearRange(Instant minTimestamp, Instant limitTimestamp) {
    load();
    beforeChange();
    var range = items.subMap(Position.first(minTimestamp), Position.first(limitTimestamp));
    removed.addAll(range.keySet());
    range.clear();
    holdsEntries(items.size());
  }

  @Override
  public void clear() {
    beforeChange();
    items.clear();
    added.clear();
    removed.clear();
    loaded = true;
    cleared = true;
    holdsEntries(0);
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(
        () -> {
          load();
          return items.isEmpty();
        });
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
    for (Position position : removed) {
      writer.delete(keyGroup(), subKey(position.bytes()));
    }
    for (Position position : added) {
      T item = items.get(position);
      if (item != null) {
        put(writer, subKey(position.bytes()), CellBytes.encode(coder, item));
      }
    }
    removed.clear();
    added.clear();
    holdsEntries(items.size());
  }

  /**
   * Where an element stands.
   *
   * @param timestamp milliseconds
   * @param number keeps equal timestamps apart, in the order of arrival
   */
  private record Position(long timestamp, long number) implements Comparable<Position> {
    static Position first(Instant timestamp) {
      return new Position(timestamp.getMillis(), Long.MIN_VALUE);
    }

    byte[] bytes() {
      return CellBytes.concat(CellBytes.ordered(timestamp), CellBytes.ordered(number));
    }

    @Override
    public int compareTo(Position other) {
      int order = Long.compare(timestamp, other.timestamp);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }
}
