package io.weir.worker.group.sorted;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import io.weir.worker.state.CellBytes;
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

  private static final int READ_BYTES = 1 << 20;

  /** Behind every key: none has a length of 2^35 and more. */
  private static final byte[] END = {-1, -1, -1, -1, -1, -1};

  private final TableView runs;
  private final TreeMap<Integer, byte[]> positions;
  private Map.@Nullable Entry<Integer, byte[]> keyGroup;
  private List<TableEntry> read = List.of();
  private int position;

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
      TableEntry first = entry(group);
      if (first != null) {
        return pieces(group, RunKey.prefixOf(first.key()));
      }
      positions.put(group, END);
      keyGroup = positions.higherEntry(group);
    }
    return null;
  }

  /** The entry at the position; null at the end of the key group. */
  private @Nullable TableEntry entry(int group) {
    if (position == read.size()) {
      byte[] from = positions.getOrDefault(group, END);
      read = runs.read(group, from, null, READ_BYTES);
      position = 0;
    }
    return position < read.size() ? read.get(position) : null;
  }

  private StoredPieces pieces(int group, byte[] prefix) {
    List<byte[]> pieces = new ArrayList<>();
    long bytes = 0;
    for (TableEntry entry = entry(group);
        entry != null && RunKey.hasPrefix(entry.key(), prefix);
        entry = entry(group)) {
      pieces.add(entry.value());
      bytes += entry.value().length;
      position++;
      positions.put(group, RunKey.after(entry.key()));
      if (bytes > LARGE_BYTES) {
        skip(group, prefix);
        return StoredPieces.many(runs, group, prefix);
      }
    }
    return StoredPieces.few(pieces, runs, group, prefix);
  }

  private void skip(int group, byte[] prefix) {
    byte[] after = CellBytes.afterPrefix(prefix);
    positions.put(group, after == null ? END : after);
    read = List.of();
    position = 0;
  }
}
