package io.weir.worker.state;

/**
 * Something of an object cache that is written back as a whole. It is authoritative: its bytes in
 * the working table are stale until {@link #write}. Thread: subtask thread.
 */
public abstract class CachedEntry {
  Status status = Status.CLEAN;

  /** Whether the entry differs from its bytes. */
  enum Status {
    /** The bytes are up to date. */
    CLEAN,
    /** Changed since it was last written. */
    DIRTY,
    /** Changed before the last barrier and not since; must be written before it changes again. */
    FROZEN
  }

  /** Writes what changed since the last call. */
  protected abstract void write(TableWriter writer);

  /** Whether the entry has changes that are not written yet. */
  public final boolean isDirty() {
    return status != Status.CLEAN;
  }
}
