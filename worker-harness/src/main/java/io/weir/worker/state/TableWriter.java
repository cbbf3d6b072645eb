package io.weir.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * Where a cached entry writes its changes to: the working table, and also the frozen one while the
 * entry belongs to a snapshot. Thread: subtask thread.
 */
public interface TableWriter {
  /** Sets the value of the key. */
  void put(int keyGroup, byte[] key, byte[] value);

  /** Removes the key. */
  void delete(int keyGroup, byte[] key);

  /** Removes the keys from {@code from} up to and without {@code to}; null is the end. */
  void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to);
}
