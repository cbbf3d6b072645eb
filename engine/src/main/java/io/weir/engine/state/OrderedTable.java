package io.weir.engine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of byte entries in unsigned lexicographic order of their keys, kept apart by key group.
 * Arrays handed in are not copied and must not be changed afterwards; arrays handed out must not be
 * changed.
 *
 * <p>Thread: the subtask thread that owns the table.
 */
public interface OrderedTable {
  /** The value of the key, or null. */
  byte @Nullable [] get(int keyGroup, byte[] key);

  /** The values of several keys, in their order. */
  default List<Optional<byte[]>> getAll(int keyGroup, List<byte[]> keys) {
    List<Optional<byte[]>> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      values.add(Optional.ofNullable(get(keyGroup, key)));
    }
    return values;
  }

  /** Sets the value of the key. */
  void put(int keyGroup, byte[] key, byte[] value);

  /** Removes the key if it is there. */
  void delete(int keyGroup, byte[] key);

  /**
   * Removes all keys in the range.
   *
   * @param from the first key
   * @param to the key after the last one; null for the end of the key group
   */
  void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to);

  /**
   * Sets the values of many keys at once. A backend that keeps its entries on disk writes them as
   * one sorted file, which is never written again and which checkpoints share.
   */
  default void putAll(SortedEntries entries) {
    while (entries.next()) {
      put(entries.keyGroup(), entries.key(), entries.value());
    }
  }

  /**
   * A cursor over the keys in the range, in order. It sees the table as it was when the scan began,
   * whatever is changed since then.
   *
   * @param from the first key
   * @param to the key after the last one; null for the end of the key group
   */
  Cursor scan(int keyGroup, byte[] from, byte @Nullable [] to);

  /** A position in a scan, before the first entry at first. */
  interface Cursor extends AutoCloseable {
    /** Moves to the next entry; false when there is none. */
    boolean next();

    /** The key of the current entry. */
    byte[] key();

    /** The value of the current entry. */
    byte[] value();

    @Override
    void close();
  }
}
