package io.weir.worker.state;

import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.OrderedTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dirty tracking for the cached entries of one table. At a barrier the dirty entries are frozen,
 * not encoded; they are encoded in slices afterwards, and any of them before it is changed again.
 *
 * <p>Thread: subtask thread.
 */
public final class WriteBack {
  private static final int SLICE = 256;

  private final OrderedTable working;
  private final String tableName;
  private List<CachedEntry> dirty = new ArrayList<>();
  private ArrayDeque<CachedEntry> frozen = new ArrayDeque<>();
  private @Nullable OrderedTable frozenTable;
  private int compactAt = 1024;

  /**
   * Makes the tracking of a table.
   *
   * @param working the working table
   * @param tableName its name, by which the frozen one is found
   */
  public WriteBack(OrderedTable working, String tableName) {
    this.working = working;
    this.tableName = tableName;
  }

  /** The working table. */
  public OrderedTable table() {
    return working;
  }

  /** Must be called before an entry changes. */
  public void beforeChange(CachedEntry entry) {
    if (entry.status == CachedEntry.Status.DIRTY) {
      return;
    }
    if (entry.status == CachedEntry.Status.FROZEN) {
      writeFrozen(entry);
    }
    entry.status = CachedEntry.Status.DIRTY;
    dirty.add(entry);
    if (dirty.size() >= compactAt) {
      // Entries written or discarded meanwhile would pile up if no barrier ever came.
      dirty.removeIf(candidate -> candidate.status != CachedEntry.Status.DIRTY);
      compactAt = Math.max(1024, 2 * dirty.size());
    }
  }

  /**
   * Must be called before objects of an entry are handed out to code that may change them, even if
   * it says so only later: a snapshot must not see such a change.
   */
  public void beforeUse(CachedEntry entry) {
    if (entry.status == CachedEntry.Status.FROZEN) {
      writeFrozen(entry);
    }
  }

  /** Writes an entry now, so that it can leave the cache. */
  public void flush(CachedEntry entry) {
    if (entry.status == CachedEntry.Status.FROZEN) {
      writeFrozen(entry);
    } else if (entry.status == CachedEntry.Status.DIRTY) {
      entry.write(new WorkingWriter(working));
      entry.status = CachedEntry.Status.CLEAN;
      // The entry stays in the list of dirty ones and is passed over when its turn comes.
    }
  }

  /** Lets go of an entry whose bytes are no longer wanted in the working table. */
  public void discard(CachedEntry entry) {
    if (entry.status == CachedEntry.Status.FROZEN) {
      writeFrozen(entry);
    }
    entry.status = CachedEntry.Status.CLEAN;
  }

  /** Freezes all dirty entries; the returned step encodes them. */
  public SnapshotStep freeze(FrozenKeyedState state) {
    finishFrozen();
    frozenTable = state.table(tableName);
    for (CachedEntry entry : dirty) {
      if (entry.status == CachedEntry.Status.DIRTY) {
        entry.status = CachedEntry.Status.FROZEN;
        frozen.add(entry);
      }
    }
    dirty = new ArrayList<>();
    return this::encodeSlice;
  }

  private boolean encodeSlice() {
    for (int i = 0; i < SLICE; i++) {
      CachedEntry entry = frozen.poll();
      if (entry == null) {
        frozenTable = null;
        return true;
      }
      if (entry.status == CachedEntry.Status.FROZEN) {
        writeFrozen(entry);
      }
    }
    return false;
  }

  private void finishFrozen() {
    boolean done = frozenTable == null;
    while (!done) {
      done = encodeSlice();
    }
    frozen = new ArrayDeque<>();
  }

  private void writeFrozen(CachedEntry entry) {
    OrderedTable target = frozenTable;
    if (target == null) {
      throw new IllegalStateException("a frozen entry outlived its snapshot");
    }
    entry.write(new FrozenWriter(working, target));
    entry.status = CachedEntry.Status.CLEAN;
  }

  /** Writes to the working table. */
  private record WorkingWriter(OrderedTable table) implements TableWriter {
    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      table.put(keyGroup, key, value);
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      table.delete(keyGroup, key);
    }

    @Override
    public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
      table.deleteRange(keyGroup, from, to);
    }
  }

  /** Writes to the working table and to the frozen one. */
  private record FrozenWriter(OrderedTable working, OrderedTable frozen) implements TableWriter {
    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      working.put(keyGroup, key, value);
      frozen.put(keyGroup, key, value);
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      working.delete(keyGroup, key);
      frozen.delete(keyGroup, key);
    }

    @Override
    public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
      working.deleteRange(keyGroup, from, to);
      frozen.deleteRange(keyGroup, from, to);
    }
  }
}
