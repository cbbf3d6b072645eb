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

  /** Stands for a value that the working state did not get; told by its identity. */
  private static final byte[] FROZEN_ONLY = new byte[0];

  private final ConcurrentHashMap<WholeKey, byte[]> written = new ConcurrentHashMap<>();
  private final Queue<RemovedRange> removedRanges = new ConcurrentLinkedQueue<>();
  private final Runnable copier;
  private final int mostChanges;
  private volatile boolean givenUp;

  ChangeLog(Runnable copier) {
    this(copier, MOST_CHANGES);
  }

  ChangeLog(Runnable copier, int mostChanges) {
    this.copier = copier;
    this.mostChanges = mostChanges;
  }

  /** A change comes that is too large for a log: the copy is made now. */
  void copyNow() {
    copier.run();
  }

  /** The copy will be of no use. */
  void giveUp() {
    givenUp = true;
    written.clear();
  }

  /** The key is about to be written; the value is {@link FrozenTable#REMOVED} when it goes. */
  void add(byte[] key, byte[] value) {
    if (givenUp) {
      return;
    }
    written.put(new WholeKey(key), value);
    if (written.mappingCount() > mostChanges) {
      giveUp();
    }
  }

  /** The range is about to be removed. */
  void add(RemovedRange range) {
    removedRanges.add(range);
  }

  /**
   * The frozen state got the value. If the working state got it just before, the database's files,
   * copied later, have it, unless the key is written once more; else they may not.
   */
  void settle(byte[] key, byte[] value) {
    if (!written.remove(new WholeKey(key), value)) { // Arrays are equal when they are the same.
      add(key, FROZEN_ONLY);
    }
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
