package io.weir.engine.watermark;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.EarliestTimes;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedKeyReader;
import io.weir.engine.state.OrderedKeyWriter;
import io.weir.engine.state.OrderedTable;
import java.util.OptionalLong;

/**
 * The watermark holds of the keys of one subtask: for each key and cell at most one time. The
 * earliest of all is known at any time without a look into the tables.
 *
 * <p>Two tables: {@code NAME.time} with {@code [time][key][cell]}, whose first entry in each key
 * group is the earliest, and {@code NAME.cell} with {@code [key][cell] -> time}.
 *
 * <p>Thread: the subtask thread.
 */
public final class HoldTable {
  private static final byte[] NOTHING = new byte[0];

  private final OrderedTable byTime;
  private final OrderedTable byCell;
  private final EarliestTimes earliest;
  private final OrderedKeyWriter writer = new OrderedKeyWriter();

  /**
   * The holds that the backend has under the name; reads the first of each key group.
   *
   * @param name what the names of the tables begin with
   */
  public HoldTable(KeyedStateBackend backend, String name) {
    byTime = backend.table(name + ".time");
    byCell = backend.table(name + ".cell");
    KeyGroupRange keyGroups = backend.keyGroups();
    earliest = new EarliestTimes(keyGroups);
    for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
      refreshEarliest(keyGroup);
    }
  }

  /**
   * Sets the hold, in place of the one that the cell had.
   *
   * @param cell what tells the holds of a key apart, such as namespace and cell id
   * @param timeMs milliseconds
   */
  public void set(Key key, byte[] cell, long timeMs) {
    int keyGroup = key.keyGroup();
    byte[] cellKey = cellKey(key, cell);
    byte[] before = byCell.get(keyGroup, cellKey);
    if (before != null) {
      if (timeOf(before) == timeMs) {
        return;
      }
      remove(keyGroup, before, cellKey);
    }
    byte[] time = writer.reset().writeLong(timeMs).toByteArray();
    byCell.put(keyGroup, cellKey, time);
    byTime.put(keyGroup, join(time, cellKey), NOTHING);
    if (timeMs < earliest.get(keyGroup)) {
      earliest.set(keyGroup, timeMs);
    }
  }

  /** Clears the hold if there is one. */
  public void clear(Key key, byte[] cell) {
    int keyGroup = key.keyGroup();
    byte[] cellKey = cellKey(key, cell);
    byte[] before = byCell.get(keyGroup, cellKey);
    if (before != null) {
      byCell.delete(keyGroup, cellKey);
      remove(keyGroup, before, cellKey);
    }
  }

  /** The time of the hold, milliseconds. */
  public OptionalLong get(Key key, byte[] cell) {
    byte[] time = byCell.get(key.keyGroup(), cellKey(key, cell));
    return time == null ? OptionalLong.empty() : OptionalLong.of(timeOf(time));
  }

  /** The earliest hold of all keys, milliseconds; {@link EarliestTimes#NONE} without one. */
  public long earliestMs() {
    return earliest.earliest();
  }

  private void remove(int keyGroup, byte[] time, byte[] cellKey) {
    byTime.delete(keyGroup, join(time, cellKey));
    if (timeOf(time) == earliest.get(keyGroup)) {
      refreshEarliest(keyGroup);
    }
  }

  private void refreshEarliest(int keyGroup) {
    try (OrderedTable.Cursor cursor = byTime.scan(keyGroup, NOTHING, null)) {
      earliest.set(keyGroup, cursor.next() ? timeOf(cursor.key()) : EarliestTimes.NONE);
    }
  }

  private byte[] cellKey(Key key, byte[] cell) {
    return writer.reset().writeBytes(key.bytes()).writeRest(cell).toByteArray();
  }

  private byte[] join(byte[] time, byte[] cellKey) {
    return writer.reset().writeRest(time).writeRest(cellKey).toByteArray();
  }

  private static long timeOf(byte[] bytes) {
    return new OrderedKeyReader(bytes).readLong();
  }
}
