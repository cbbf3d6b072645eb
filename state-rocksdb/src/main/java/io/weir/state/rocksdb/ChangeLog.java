package io.weir.state.rocksdb;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was written to the database since a freeze, by whole keys. A copy of the database's files
 * that is made meanwhile may or may not have these changes; everything else in it is as it was
 * frozen.
 *
 * <p>Bounded: a log that gets too long is given up, and with it the use of the copy.
 *
 * <p>Thread: written by the subtask thread, read by the one that copies the files.
 */
final class ChangeLog {
  private static final int MOST_CHANGES = 1 << 20;

  private final ConcurrentHashMap<WholeKey, byte[]> written = new ConcurrentHashMap<>();
  private final Queue<RemovedRange> removedRanges = new ConcurrentLinkedQueue<>();
  private final int mostChanges;
  private volatile boolean givenUp;

  ChangeLog() {
    this(MOST_CHANGES);
  }

  ChangeLog(int mostChanges) {
    this.mostChanges = mostChanges;
  }

  /** The key is about to be written; the value is {@link FrozenTable#REMOVED} when it goes. */
  void add(byte[] key, byte[] value) {
    if (givenUp) {
      return;
    }
    written.put(new WholeKey(key), value);
    if (written.mappingCount() > mostChanges) {
      givenUp = true;
      written.clear();
    }
  }

  /** The range is about to be removed. */
  void add(RemovedRange range) {
    removedRanges.add(range);
  }

  /**
   * The frozen state got what the working state got: so the database's files, copied later, have
   * the frozen value, unless the key is written once more.
   */
  void settle(byte[] key, byte[] value) {
    written.remove(new WholeKey(key), value); // Arrays are equal when they are the same.
  }

  /** Whether there were more changes than are kept. */
  boolean isGivenUp() {
    return givenUp;
  }

  /** The keys that may differ. */
  Set<WholeKey> keys() {
    return written.keySet();
  }

  /** The ranges in which keys may be missing. */
  Iterable<RemovedRange> removedRanges() {
    return removedRanges;
  }
}
