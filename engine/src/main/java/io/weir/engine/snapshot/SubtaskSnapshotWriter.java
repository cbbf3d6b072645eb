package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.state.FrozenKeyedState;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the snapshots of subtasks to checkpoint storage: all tables of a subtask into one file,
 * none when it has no entries.
 *
 * <p>Thread: any thread but the subtask's own; calls block. The cuts given to one call must not be
 * used by others meanwhile.
 */
public final class SubtaskSnapshotWriter {
  private final CheckpointStorage storage;

  /** Writes to the storage. */
  public SubtaskSnapshotWriter(CheckpointStorage storage) {
    this.storage = storage;
  }

  /**
   * Writes a snapshot durably and describes it. Leaves the cuts open. When it fails nothing is left
   * behind in the storage.
   *
   * @param cuts the subtask's operators by stable name
   */
  public SubtaskSnapshot write(long checkpointId, SubtaskId subtask, Map<String, OperatorCut> cuts)
      throws IOException {
    Map<String, List<TableSection>> keyed = new HashMap<>();
    Map<String, List<TableSection>> broadcast = new HashMap<>();
    List<StateFile> files = List.of();
    if (cuts.values().stream().anyMatch(SubtaskSnapshotWriter::hasTables)) {
      try (StateFileWriter file = storage.createFile(checkpointId, fileName(subtask))) {
        SectionWriter sections = new SectionWriter(file);
        for (Map.Entry<String, OperatorCut> cut : new TreeMap<>(cuts).entrySet()) {
          keyed.put(cut.getKey(), sections.write(cut.getValue().keyed()));
          FrozenKeyedState tables = cut.getValue().broadcast();
          broadcast.put(cut.getKey(), tables == null ? List.of() : sections.write(tables));
        }
        files = List.of(file.finish());
      }
    }
    Map<String, OperatorSnapshot> operators = new HashMap<>();
    cuts.forEach(
        (name, cut) ->
            operators.put(
                name,
                new OperatorSnapshot(
                    keyed.getOrDefault(name, List.of()),
                    immutable(cut.operatorState()),
                    broadcast.getOrDefault(name, List.of()),
                    cut.inputWatermarks(),
                    cut.metrics())));
    return new SubtaskSnapshot(files, operators);
  }

  private static String fileName(SubtaskId subtask) {
    return "vertex-" + subtask.vertex() + "-subtask-" + subtask.index() + ".state";
  }

  private static boolean hasTables(OperatorCut cut) {
    return hasEntries(cut.keyed()) || hasEntries(cut.broadcast());
  }

  private static boolean hasEntries(@Nullable FrozenKeyedState state) {
    return state != null && SectionWriter.hasEntries(state);
  }

  private static Map<String, List<Bytes>> immutable(Map<String, List<byte[]>> cells) {
    Map<String, List<Bytes>> copy = new HashMap<>();
    cells.forEach((cell, entries) -> copy.put(cell, entries.stream().map(Bytes::copyOf).toList()));
    return copy;
  }
}
