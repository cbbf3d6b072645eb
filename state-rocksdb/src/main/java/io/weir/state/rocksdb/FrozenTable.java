package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/**
 * A table as of a barrier: entries of a snapshot of the database, and over them changes on the
 * heap. Thread: one at a time.
 */
final class FrozenTable implements OrderedTable {
  /** Stands among the changes for an entry that was removed; told by its identity. */
  static final byte[] REMOVED = new byte[0];

  private final Database database;
  private final Database.@Nullable View view;
  private final TableKeys keys;
  private final OrderedTable changes;

  FrozenTable(
      Database database, Database.@Nullable View view, TableKeys keys, OrderedTable changes) {
    this.database = database;
    this.view = view;
    this.keys = keys;
    this.changes = changes;
  }

  @Override
  public byte @Nullable [] get(int keyGroup, byte[] key) {
    byte[] changed = changes.get(keyGroup, key);
    if (changed != null) {
      return isRemoved(changed) ? null : changed;
    }
    return view == null ? null : view.get(keys.of(keyGroup, key));
  }

  @Override
  public void put(int keyGroup, byte[] key, byte[] value) {
    changes.put(keyGroup, key, value);
  }

  @Override
  public void delete(int keyGroup, byte[] key) {
    changes.put(keyGroup, key, REMOVED);
  }

  @Override
  public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
    try (Cursor cursor = scan(keyGroup, from, to)) {
      while (cursor.next()) {
        delete(keyGroup, cursor.key());
      }
    }
  }

  @Override
  public Cursor scan(int keyGroup, byte[] from, byte @Nullable [] to) {
    return new LayeredCursor(scanSnapshot(keyGroup, from, to), changes.scan(keyGroup, from, to));
  }

  private Cursor scanSnapshot(int keyGroup, byte[] from, byte @Nullable [] to) {
    RocksDB db = database.ifOpen();
    byte[] first = keys.of(keyGroup, from);
    byte[] end = keys.endOf(keyGroup, to);
    return view == null || db == null || Arrays.compareUnsigned(first, end) >= 0
        ? NoEntries.INSTANCE
        : RocksCursor.of(view.snapshot(), database, db, keys, first, end);
  }

  @SuppressWarnings("ReferenceEquality") // A value of no bytes is another thing.
  static boolean isRemoved(byte[] change) {
    return change == REMOVED;
  }
}
