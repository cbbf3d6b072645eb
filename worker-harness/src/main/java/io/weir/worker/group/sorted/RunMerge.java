package io.weir.worker.group.sorted;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.EntryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the runs of all key groups merged, group by group: the view is in the order of keys, and
 * below a key in the order of runs.
 *
 * <p>Thread: subtask thread.
 */
final class RunMerge {
  /** A group with more is not read here but by whoever iterates over it. */
  private static final long LARGE_BYTES = 1 << 20;

  private static final int FETCH_BYTES = 1 << 20;

  /** Behind every key: none has a length of 2^35 and more. */
  private static final byte[] END = {-1, -1, -1, -1, -1, -1};

  private final TableView runs;
  private final TreeMap<Integer, byte[]> positions;
  private Map.@Nullable Entry<Integer, byte[]> keyGroup;
  private @Nullable EntryReader reader;

  /**
   * Begins.
   *
   * @param positions the key groups, and where to begin in each
   */
  RunMerge(TableView runs, Map<Integer, byte[]> positions) {
    this.runs = runs;
    this.positions = new TreeMap<>(positions);
    this.keyGroup = this.positions.firstEntry();
  }

  /** Where to go on after a restore, for each key group. */
  Map<Integer, byte[]> positions() {
    return positions;
  }

  /** The next group, which counts as passed then; null when there is none. */
  @Nullable StoredPieces next() {
    for (var current = keyGroup; current != null; current = keyGroup) {
      int group = current.getKey();
      EntryReader entries = reader;
      if (entries == null) {
        entries = new EntryReader(runs, group, current.getValue(), null, FETCH_BYTES);
        reader = entries;
      }
      TableEntry first = entries.peek();
      if (first != null) {
        byte[] prefix = RunKey.prefixOf(first.key());
        byte[] behind = CellBytes.afterPrefix(prefix);
        positions.put(group, behind == null ? END : behind);
        return pieces(entries, group, prefix);
      }
      positions.put(group, END);
      keyGroup = positions.higherEntry(group);
      reader = null;
    }
    return null;
  }

  private StoredPieces pieces(EntryReader entries, int group, byte[] prefix) {
    List<byte[]> pieces = new ArrayList<>();
    long bytes = 0;
    for (TableEntry entry = entries.peek();
        entry != null && RunKey.hasPrefix(entry.key(), prefix);
        entry = entries.peek()) {
      pieces.add(entry.value());
      bytes += entry.value().length;
      entries.pass();
      if (bytes > LARGE_BYTES) {
        entries.passPrefix(prefix);
        return StoredPieces.many(runs, group, prefix);
      }
    }
    return StoredPieces.few(pieces, runs, group, prefix);
  }
}
