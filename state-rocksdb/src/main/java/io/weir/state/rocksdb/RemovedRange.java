package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A range of keys of a table that was removed as a whole. Thread: any thread. */
final class RemovedRange {
  private final String table;
  private final int keyGroup;
  private final byte[] from;
  private final byte @Nullable [] to;

  /** Without an end the range ends with the table. */
  RemovedRange(String table, int keyGroup, byte[] from, byte @Nullable [] to) {
    this.table = table;
    this.keyGroup = keyGroup;
    this.from = from;
    this.to = to;
  }

  /** Puts the entries that some tables have in the range into others. */
  void copy(Function<String, OrderedTable> source, Function<String, OrderedTable> target) {
    try (OrderedTable.Cursor cursor = source.apply(table).scan(keyGroup, from, to)) {
      while (cursor.next()) {
        target.apply(table).put(keyGroup, cursor.key(), cursor.value());
      }
    }
  }
}
