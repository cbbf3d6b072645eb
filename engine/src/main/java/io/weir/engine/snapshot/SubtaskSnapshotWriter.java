package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.InFlight;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.state.FrozenKeyedState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the snapshots of subtasks to checkpoint storage: all tables of a subtask into one file,
 * none when it has no entries, and beside it the files that a backend shares between checkpoints.
 *
 * <p>Thread: any thread but the subtask's own; calls block. The cuts given to one call must not be
 * used by others meanwhile.
 */
public final class SubtaskSnapshotWriter {
  private final CheckpointStorage storage;
  private final LocalCopies copies;

  /** Writes to the storage. */
  public SubtaskSnapshotWriter(CheckpointStorage storage) {
    this(storage, LocalCopies.NONE);
  }

  /** Writes to the storage and keeps copies. */
  public SubtaskSnapshotWriter(CheckpointStorage storage, LocalCopies copies) {
    this.storage = storage;
    this.copies = copies;
  }

  /**
   * Writes a snapshot durably and describes it. Leaves the cuts open. When it fails nothing is left
   * behind in the storage but shared files that no checkpoint refers to. Keyed state may be in
   * files that earlier checkpoints of the job have, too, and in the form of its backend.
   *
   * @param cuts the subtask's operators by stable name
   */
  public SubtaskSnapshot write(long checkpointId, SubtaskId subtask, Map<String, OperatorCut> cuts)
      throws IOException {
    return write(checkpointId, subtask, cuts, storage.sharedFiles());
  }

  /**
   * As {@link #write}, but the snapshot needs no file of another checkpoint, and all of it is in
   * the form that every backend restores: what a savepoint consists of.
   */
  public SubtaskSnapshot writeWhole(
      long checkpointId, SubtaskId subtask, Map<String, OperatorCut> cuts) throws IOException {
    return write(checkpointId, subtask, cuts, Optional.empty());
  }

  private SubtaskSnapshot write(
      long checkpointId,
      SubtaskId subtask,
      Map<String, OperatorCut> cuts,
      Optional<SharedFiles> shared)
      throws IOException {
    Map<String, OperatorSnapshot> operators = new HashMap<>();
    List<StateFile> files = List.of();
    if (cuts.values().stream().anyMatch(SubtaskSnapshotWriter::hasTables)) {
      try (StateFileWriter file =
          copies.copying(
              checkpointId, storage.createFile(checkpointId, name(subtask) + ".state"))) {
        SectionWriter sections = new SectionWriter(file);
        NativeStateWriter natives =
            new NativeStateWriter(shared, copies, checkpointId, name(subtask), sections);
        for (Map.Entry<String, OperatorCut> cut : new TreeMap<>(cuts).entrySet()) {
          operators.put(cut.getKey(), write(cut.getValue(), sections, natives));
        }
        files = List.of(file.finish());
      }
    } else {
      cuts.forEach((name, cut) -> operators.put(name, withoutTables(cut)));
    }
    return new SubtaskSnapshot(files, operators);
  }

  private static OperatorSnapshot write(
      OperatorCut cut, SectionWriter sections, NativeStateWriter natives) throws IOException {
    NativeStateWriter.Written keyed = natives.write(cut.keyed());
    FrozenKeyedState broadcast = cut.broadcast();
    return new OperatorSnapshot(
        keyed.sections(),
        keyed.nativeState(),
        immutable(cut.operatorState()),
        broadcast == null ? List.of() : sections.write(broadcast),
        write(cut.inFlight(), sections),
        cut.inputWatermarks(),
        cut.metrics());
  }

  private static List<InFlight> write(List<OvertakenElements> inFlight, SectionWriter sections)
      throws IOException {
    List<InFlight> written = new ArrayList<>();
    for (OvertakenElements elements : inFlight) {
      written.add(
          new InFlight(
              elements.port(), elements.areKeyed(), elements.spec(), sections.write(elements)));
    }
    return written;
  }

  private static OperatorSnapshot withoutTables(OperatorCut cut) {
    return new OperatorSnapshot(
        List.of(), immutable(cut.operatorState()), List.of(), cut.inputWatermarks(), cut.metrics());
  }

  private static String name(SubtaskId subtask) {
    return "vertex-" + subtask.vertex() + "-subtask-" + subtask.index();
  }

  private static boolean hasTables(OperatorCut cut) {
    return hasEntries(cut.keyed()) || hasEntries(cut.broadcast()) || !cut.inFlight().isEmpty();
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
