package io.weir.engine.master;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.config.JobConfig;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import java.io.IOException;
import java.util.List;

/** How much state a checkpoint holds, and whether that is too much for the job. */
final class CheckpointSize {
  private CheckpointSize() {}

  /**
   * Refuses a checkpoint that holds more than the job's configuration allows; not the last one of a
   * job, which is kept only until all has been committed with it.
   *
   * @throws IOException it does; the message names size and limit, and says what to do
   */
  static void check(CheckpointManifest manifest, JobConfig config) throws IOException {
    long bytes = bytes(manifest);
    if (bytes > config.checkpoints().largestBytes() && !manifest.isFinal()) {
      throw new IOException(
          ("checkpoint %d holds %d bytes, and the master keeps at most %d with"
                  + " --stateBackend=%s: allow more by --memoryCheckpointLimit, or choose"
                  + " --stateBackend=filesystem")
              .formatted(
                  manifest.checkpointId(),
                  bytes,
                  config.checkpoints().largestBytes(),
                  config.stateBackend()));
    }
  }

  private static long bytes(CheckpointManifest manifest) {
    return manifest.vertices().stream()
        .flatMap(vertex -> vertex.subtasks().stream())
        .mapToLong(CheckpointSize::bytes)
        .sum();
  }

  private static long bytes(SubtaskSnapshot part) {
    long inFiles = part.files().stream().mapToLong(SubtaskSnapshot.StateFile::length).sum();
    long inManifest =
        part.operators().values().stream()
            .flatMap(operator -> operator.operatorState().values().stream())
            .flatMap(List::stream)
            .mapToLong(Bytes::size)
            .sum();
    return inFiles + inManifest;
  }
}
