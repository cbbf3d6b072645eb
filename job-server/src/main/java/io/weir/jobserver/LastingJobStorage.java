package io.weir.jobserver;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.JobId;
import io.weir.engine.master.JobCommand.CommitCheckpoint;
import io.weir.engine.master.JobEvent.RestorePointRead;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStorage;
import java.io.IOException;

/**
 * The storage of a job that outlives its master: checkpoints as ever, all else in the {@link
 * JobStore}.
 */
final class LastingJobStorage implements JobStorage {
  private final JobId job;
  private final JobStorage checkpoints;
  private final JobStore store;
  private final Runnable onEnd;

  /**
   * The storage.
   *
   * @param onEnd called when the end of the job is durable; may block
   */
  LastingJobStorage(JobId job, JobStorage checkpoints, JobStore store, Runnable onEnd) {
    this.job = job;
    this.checkpoints = checkpoints;
    this.store = store;
    this.onEnd = onEnd;
  }

  @Override
  public RestorePointRead readRestorePoint() throws IOException {
    return checkpoints.readRestorePoint();
  }

  @Override
  public void reserveAttempts(int lastAttempt) throws IOException {
    store.reserveAttempts(job, lastAttempt);
  }

  @Override
  public CheckpointRef commit(CommitCheckpoint checkpoint) throws IOException {
    return checkpoints.commit(checkpoint);
  }

  @Override
  public CheckpointRef copy(CheckpointRef checkpoint, String path) throws IOException {
    return checkpoints.copy(checkpoint, path);
  }

  @Override
  public void delete(long checkpointId) throws IOException {
    checkpoints.delete(checkpointId);
  }

  @Override
  public void deleteIncomplete(long beforeCheckpointId) throws IOException {
    checkpoints.deleteIncomplete(beforeCheckpointId);
  }

  /** The checkpoints go last: a job whose end is not durable needs them again. */
  @Override
  public void end(JobStatus last, JobMetrics metrics) throws IOException {
    store.end(last, metrics);
    checkpoints.end(last, metrics);
    onEnd.run();
  }
}
