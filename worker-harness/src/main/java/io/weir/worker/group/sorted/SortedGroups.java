package io.weir.worker.group.sorted;

import io.weir.engine.element.Key;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.state.CacheBudget;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All groups of an operator: parts in memory, and runs in a table of keyed state. When memory gets
 * scarce what is there becomes a run. At a barrier what is in memory goes into the snapshot as a
 * run that the working state has not, unless it is much.
 *
 * <p>Thread: subtask thread.
 */
final class SortedGroups<P> {
  private static final String RUNS = "runs";
  private static final String MERGE = "merge";
  private static final byte[] START = new byte[0];

  /** More is written as a run of its own before a barrier, which later snapshots refer to. */
  private static final long MOST_IN_SNAPSHOT_BYTES = 8L << 20;

  private final Parts<P> parts;
  private final KeyedStateBackend backend;
  private final OrderedTable runs;
  private final GroupMemory<P> memory;
  // Key groups that have entries in runs, and where the merge of each begins.
  private final TreeMap<Integer, byte[]> stored = new TreeMap<>();
  private long nextRun;

  /** The groups that were restored, if any. */
  SortedGroups(Parts<P> parts, KeyedStateBackend backend, CacheBudget.Share share) {
    this.parts = parts;
    this.backend = backend;
    this.runs = backend.table(RUNS);
    this.memory = new GroupMemory<>(parts, share);
    OrderedTable positions = backend.table(MERGE);
    for (int group = backend.keyGroups().first(); group < backend.keyGroups().end(); group++) {
      byte[] bytes = positions.get(group, START);
      if (bytes != null) {
        MergePosition position = MergePosition.decode(bytes);
        stored.put(group, position.from);
        nextRun = Math.max(nextRun, position.nextRun);
        positions.delete(group, START);
      }
    }
  }

  boolean isEmpty() {
    return memory.isEmpty() && stored.isEmpty();
  }

  void add(Key key, @Nullable Object userKey, @Nullable Object value) {
    memory.add(key, userKey, value);
    if (memory.isTooLarge()) {
      spill();
    }
  }

  private void spill() {
    if (!memory.isEmpty()) {
      memory.groups().forEach(group -> stored.putIfAbsent(group.key.keyGroup(), START));
      runs.putAll(new HeldRun<>(memory.groups(), parts, nextRun++));
      memory.clear();
    }
  }

  /** Whether all groups are in memory; then they may be taken out of it. */
  boolean isHeld() {
    return stored.isEmpty();
  }

  GroupMemory<P> memory() {
    return memory;
  }

  /**
   * Writes the last run and begins to read all of them, or goes on where the snapshot was taken.
   */
  RunMerge merge() {
    spill();
    return new RunMerge(backend.view(RUNS), stored);
  }

  /** All runs have been read. Values that were emitted may still be read from the view. */
  void merged() {
    for (int keyGroup : stored.keySet()) {
      runs.deleteRange(keyGroup, START, null);
    }
    stored.clear();
  }

  void beforeBarrier() {
    if (memory.bytes() > MOST_IN_SNAPSHOT_BYTES) {
      spill();
    }
  }

  /**
   * Writes what is in memory, and where the merge is.
   *
   * @param merge the merge that has begun; null before
   */
  void snapshot(FrozenKeyedState state, @Nullable RunMerge merge) {
    OrderedTable frozenRuns = state.table(RUNS);
    TreeMap<Integer, byte[]> positions = new TreeMap<>(stored);
    if (merge != null) {
      positions.putAll(merge.positions());
    }
    memory.groups().forEach(group -> positions.putIfAbsent(group.key.keyGroup(), START));
    frozenRuns.putAll(new HeldRun<>(memory.groups(), parts, nextRun));
    OrderedTable frozenPositions = state.table(MERGE);
    positions.forEach(
        (keyGroup, from) ->
            frozenPositions.put(keyGroup, START, new MergePosition(nextRun + 1, from).encode()));
  }
}
