package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.graph.Bytes;
import java.util.Map;

/**
 * A checkpoint that a job can be restored from.
 *
 * @param ref where it is
 * @param own whether it is one of the job's own, which the master deletes in time; false for a
 *     savepoint or checkpoint of another job that the job was started from
 * @param metrics the job's committed metric cells at the checkpoint, by operator
 */
public record CompletedCheckpoint(CheckpointRef ref, boolean own, Map<String, Bytes> metrics) {
  /** Copies the map. */
  public CompletedCheckpoint {
    metrics = Map.copyOf(metrics);
  }
}
