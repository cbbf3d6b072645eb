package io.weir.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The files of a job's checkpoints that later checkpoints of the job may refer to. Each belongs to
 * the checkpoint that it was written for until the master finds that no complete checkpoint refers
 * to it any more; see {@link CheckpointStorage#sharedFiles}.
 *
 * <p>Thread: any thread; calls block.
 */
public interface SharedFiles {
  /**
   * Opens a new file. The content is durable when the writer's {@code finish} returns.
   *
   * @param checkpointId the checkpoint that it is written for
   * @param name tells it from all other files of that checkpoint
   */
  StateFileWriter create(long checkpointId, String name) throws IOException;

  /**
   * Opens a file for reading.
   *
   * @param checkpoint a checkpoint that refers to the file, which may be another job's
   * @param name the name that its writer answered
   * @throws DamagedCheckpointException it is missing
   */
  InputStream open(CheckpointRef checkpoint, String name) throws IOException;

  /** Whether the checkpoint is the job's own, so that a new one may refer to the same files. */
  boolean owns(CheckpointRef checkpoint);

  /** All shared files of the job, unfinished ones among them. */
  List<Entry> list() throws IOException;

  /** Removes a file of the job. Succeeds if there is none. */
  void delete(String name) throws IOException;

  /**
   * A shared file.
   *
   * @param name its name, as its writer answered it
   * @param checkpointId the checkpoint that it was written for
   */
  record Entry(String name, long checkpointId) {}
}
