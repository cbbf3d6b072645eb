package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A table as of a barrier: entries of a view of the database, and over them changes on the heap.
 * Thread: one at a time.
 */
final class FrozenTable implements OrderedTable {
  /** Stands among the changes for an entry that was removed; told by its identity. */
  static final byte[] REMOVED = new byte[0];

  private final @Nullable DatabaseView view;
  private final TableKeys keys;
  private final OrderedTable changes;
  private final ChangeLog log;

  FrozenTable(@Nullable DatabaseView view, TableKeys keys, OrderedTable changes, ChangeLog log) {
    this.view = view;
    this.keys = keys;
    this.changes = changes;
    this.log = log;
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
    log.settle(keys.of(keyGroup, key), value);
  }

  @Override
  public void delete(int keyGroup, byte[] key) {
    put(keyGroup, key, REMOVED);
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
    return new LayeredCursor(scanView(keyGroup, from, to), changes.scan(keyGroup, from, to));
  }

  private Cursor scanView(int keyGroup, byte[] from, byte @Nullable [] to) {
    byte[] first = keys.of(keyGroup, from);
    byte[] end = keys.endOf(keyGroup, to);
    return view == null || Arrays.compareUnsigned(first, end) >= 0
        ? NoEntries.INSTANCE
        : view.scan(keys, first, end);
  }

  @SuppressWarnings("ReferenceEquality") // A value of no bytes is another thing.
  static boolean isRemoved(byte[] change) {
    return change == REMOVED;
  }
}
