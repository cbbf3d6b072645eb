package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.SortedEntries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/** A table of working state: a range of the database for each key group. Thread: subtask thread. */
final class RocksTable implements OrderedTable {
  /**
   * So many entries of a range are deleted one by one: a range tombstone makes every later read
   * slower, and most ranges that are deleted are those of small state cells.
   */
  private static final int DELETED_SINGLY = 64;

  private final Database database;
  private final TableKeys keys;

  RocksTable(Database database, TableKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public byte @Nullable [] get(int keyGroup, byte[] key) {
    return database.get(keys.of(keyGroup, key));
  }

  @Override
  public List<Optional<byte[]>> getAll(int keyGroup, List<byte[]> keys) {
    return database.getAll(keys.stream().map(key -> this.keys.of(keyGroup, key)).toList());
  }

  @Override
  public void put(int keyGroup, byte[] key, byte[] value) {
    database.put(keys.of(keyGroup, key), value);
  }

  @Override
  public void delete(int keyGroup, byte[] key) {
    database.delete(keys.of(keyGroup, key));
  }

  @Override
  public void putAll(SortedEntries entries) {
    database.putAll(entries, keys);
  }

  @Override
  public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
    RocksDB db = database.ifOpen();
    byte[] end = keys.endOf(keyGroup, to);
    if (db == null) {
      return;
    }
    try (RocksCursor cursor =
        RocksCursor.ofPresent(database, db, keys, keys.of(keyGroup, from), end)) {
      int deleted = 0;
      while (cursor.next()) {
        byte[] key = cursor.wholeKey();
        if (deleted++ == DELETED_SINGLY) {
          database.deleteRange(
              key, end, new RemovedRange(keys.table(), keyGroup, keys.ownKey(key), to));
          return;
        }
        database.delete(key);
      }
    }
  }

  @Override
  public Cursor scan(int keyGroup, byte[] from, byte @Nullable [] to) {
    RocksDB db = database.ifOpen();
    byte[] first = keys.of(keyGroup, from);
    byte[] end = keys.endOf(keyGroup, to);
    return db == null || Arrays.compareUnsigned(first, end) >= 0
        ? NoEntries.INSTANCE
        : RocksCursor.ofPresent(database, db, keys, first, end);
  }
}
