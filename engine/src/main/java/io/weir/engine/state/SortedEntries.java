package io.weir.engine.state;

/** Entries for a table in the order of key group and key, each key once. Thread: subtask thread. */
public interface SortedEntries {
  /** Moves to the next entry, before the first one at first; false when there is none. */
  boolean next();

  /** The key group of the current entry. */
  int keyGroup();

  /** The key of the current entry. */
  byte[] key();

  /** The value of the current entry. */
  byte[] value();
}
