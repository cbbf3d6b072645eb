package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.control.JobId;
import java.io.IOException;

/**
 * Opens checkpoint storage by its URI or path.
 *
 * <p>Thread: any thread; calls block.
 */
public interface CheckpointStorageProvider {
  /**
   * The storage of one job below the path, made when there is none.
   *
   * @param path URI or plain path of the directory in which every job has one of its own
   * @throws IllegalArgumentException the path's scheme is not supported
   */
  CheckpointStorage open(String path, JobId job) throws IOException;

  /**
   * The complete checkpoint that a user means by a path: the directory of a checkpoint, or the
   * directory of a job, whose latest complete checkpoint is meant.
   *
   * @throws IllegalArgumentException the path's scheme is not supported
   * @throws IOException there is no complete checkpoint; the message names the path
   */
  CheckpointRef find(String path) throws IOException;

  /**
   * Opens a place for copies that outlive the job, however lasting its own checkpoints are.
   *
   * @throws IOException the path cannot be used
   */
  default CheckpointStorage openForSavepoints(String path, JobId job) throws IOException {
    return open(path, job);
  }
}
