package io.weir.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Durable storage of checkpoints of one job. State files are written first, by the workers; the
 * manifest is written last, by the master, and its existence is the commit.
 *
 * <p>All names are made by the engine and contain letters, digits, dots and dashes only.
 *
 * <p>Thread: any thread; calls block.
 */
public interface CheckpointStorage {
  /**
   * Opens a new state file of a checkpoint. The content is durable when the writer's {@code finish}
   * returns; a file that is closed without it leaves nothing behind.
   */
  StateFileWriter createFile(long checkpointId, String name) throws IOException;

  /** Opens a state file of a complete checkpoint for reading at the given offset. */
  InputStream openFile(CheckpointRef checkpoint, String name, long offset) throws IOException;

  /** Writes the manifest durably and atomically: afterwards the checkpoint is complete. */
  CheckpointRef commit(long checkpointId, byte[] manifest) throws IOException;

  /** The manifest of a complete checkpoint, which may be another job's. */
  byte[] readManifest(CheckpointRef checkpoint) throws IOException;

  /**
   * The files that several checkpoints of the job may refer to; empty when the storage has no place
   * for them, and then every checkpoint is written in full.
   */
  default Optional<SharedFiles> sharedFiles() {
    return Optional.empty();
  }

  /** The job's complete checkpoints, oldest first. */
  List<CheckpointRef> list() throws IOException;

  /**
   * The ids of the job's checkpoints of which something is there but no manifest: begun by a master
   * that did not live to remove them.
   */
  default List<Long> incomplete() throws IOException {
    return List.of();
  }

  /**
   * Removes a checkpoint of the job, complete or not, the manifest first. Succeeds if there is
   * none.
   */
  void delete(long checkpointId) throws IOException;

  /** Removes all that the job has here, and nothing else. */
  default void deleteAll() throws IOException {
    for (CheckpointRef complete : list()) {
      delete(complete.checkpointId());
    }
    for (long id : incomplete()) {
      delete(id);
    }
    if (sharedFiles().isPresent()) {
      for (SharedFiles.Entry file : sharedFiles().get().list()) {
        sharedFiles().get().delete(file.name());
      }
    }
  }
}
