package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import java.io.IOException;

/**
 * What lasts of one job, as its master uses it: its checkpoints, and what the master after this one
 * must know.
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

  /**
   * Makes durable that attempts up to the number may have been made, so that a later master makes
   * none of them again. Needed only where a job outlives its master.
   */
  default void reserveAttempts(int lastAttempt) throws IOException {}

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

  /**
   * The job is over: what nobody needs any more goes. Afterwards others are told of the end. May be
   * called again when it failed.
   */
  default void end(JobStatus last, JobMetrics metrics) throws IOException {}
}
