package io.weir.engine.master;

import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.snapshot.CheckpointManifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which shared files the complete checkpoints of a job refer to, so that the others can go.
 *
 * <p>A file stays while a checkpoint refers to it, and also while the checkpoint that it was
 * written for may still complete. A checkpoint under way refers to no file of an earlier one that
 * the last complete one does not refer to: what a subtask's state lacked at one barrier it does not
 * have again at a later one.
 *
 * <p>Thread: its storage's.
 */
final class SharedFileReferences {
  private final Map<Long, Set<String>> byCheckpoint = new HashMap<>();
  private final Set<Long> unknown = new HashSet<>();
  private long newest = -1;

  /** A complete checkpoint of the job. */
  void add(CheckpointManifest manifest) {
    Set<String> names = new HashSet<>();
    manifest.vertices().forEach(vertex -> vertex.subtasks().forEach(part -> add(part, names)));
    byCheckpoint.put(manifest.checkpointId(), names);
    newest = Math.max(newest, manifest.checkpointId());
  }

  private static void add(SubtaskSnapshot part, Set<String> names) {
    part.operators()
        .values()
        .forEach(
            operator ->
                operator
                    .nativeState()
                    .ifPresent(
                        state -> {
                          for (NativeFile file : state.files()) {
                            names.add(file.stored().name());
                          }
                        }));
  }

  /** A complete checkpoint of the job whose manifest cannot be read: it may refer to any file. */
  void addUnknown(long checkpointId) {
    unknown.add(checkpointId);
  }

  /** The checkpoint is gone. */
  void remove(long checkpointId) {
    byCheckpoint.remove(checkpointId);
    unknown.remove(checkpointId);
  }

  /** Removes the files that are not needed any more. */
  void deleteOthers(SharedFiles files) throws IOException {
    if (!unknown.isEmpty()) {
      return;
    }
    for (SharedFiles.Entry file : files.list()) {
      if (file.checkpointId() <= newest
          && byCheckpoint.values().stream().noneMatch(names -> names.contains(file.name()))) {
        files.delete(file.name());
      }
    }
  }
}
