package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import java.io.IOException;

/**
 * The checkpoints of one job, as its master uses them.
 *
 * <p>Thread: one at a time; calls block.
 */
public interface JobStorage {
  /**
   * Finds what the job can start from: its own complete checkpoints, else what its configuration
   * names. Damaged ones are left out, unless nothing else is left.
   *
   * @throws IOException what the job must start from cannot be read
   */
  JobEvent.RestorePointRead readRestorePoint() throws IOException;

  /** Writes the manifest durably: afterwards the checkpoint is complete. */
  CheckpointRef commit(JobCommand.CommitCheckpoint checkpoint) throws IOException;

  /**
   * Copies a complete checkpoint that refers to no file of another one. The copy is nobody's but
   * the user's.
   *
   * @param path the directory for savepoints, as a URI or path
   * @return the copy
   */
  CheckpointRef copy(CheckpointRef checkpoint, String path) throws IOException;

  /** Removes a checkpoint of the job, complete or not. Succeeds if there is none. */
  void delete(long checkpointId) throws IOException;

  /** Removes the checkpoints of the job that were begun before the given id and not completed. */
  void deleteIncomplete(long beforeCheckpointId) throws IOException;
}
