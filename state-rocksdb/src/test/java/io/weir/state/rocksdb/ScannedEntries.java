package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.SortedEntries;

/** All that a table has, as a sorted run. */
final class ScannedEntries implements SortedEntries {
  private static final byte[] START = new byte[0];

  private final OrderedTable table;
  private final int end;
  private int keyGroup;
  private OrderedTable.Cursor cursor;

  ScannedEntries(OrderedTable table, KeyGroupRange keyGroups) {
    this.table = table;
    this.end = keyGroups.end();
    this.keyGroup = keyGroups.first();
    this.cursor = table.scan(keyGroup, START, null);
  }

  @Override
  public boolean next() {
    while (!cursor.next()) {
      cursor.close();
      if (++keyGroup == end) {
        return false;
      }
      cursor = table.scan(keyGroup, START, null);
    }
    return true;
  }

  @Override
  public int keyGroup() {
    return keyGroup;
  }

  @Override
  public byte[] key() {
    return cursor.key();
  }

  @Override
  public byte[] value() {
    return cursor.value();
  }
}
