package io.weir.engine.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a table that later writes do not change, for objects that read it whenever they are
 * used and wherever they have got to. It can be read until its backend is closed; it needs no
 * closing.
 *
 * <p>Thread: any thread.
 */
public interface TableView {
  /**
   * Reads entries in order, so many that they have about the given bytes; at least one if there is
   * one, so that nothing was left when the answer is empty.
   *
   * @param from the first key
   * @param to the key after the last one; null for the end of the key group
   * @param bytes keys and values together after which no further entry is read
   * @throws IllegalStateException the backend was closed
   */
  List<TableEntry> read(int keyGroup, byte[] from, byte @Nullable [] to, int bytes);

  /** Reads entries of a cursor up to the given bytes, as {@link #read} does. */
  static List<TableEntry> drain(OrderedTable.Cursor cursor, int bytes) {
    List<TableEntry> entries = new ArrayList<>();
    long size = 0;
    while (size < bytes && cursor.next()) {
      TableEntry entry = new TableEntry(cursor.key(), cursor.value());
      entries.add(entry);
      size += entry.key().length + entry.value().length;
    }
    return entries;
  }
}
