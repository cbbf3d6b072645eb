package io.weir.engine.config;

/**
 * How a job is run.
 *
 * @param checkpoints its checkpoints
 * @param restorePath the savepoint or checkpoint to start from, as a URI; empty for none
 * @param restoreRules how the state at {@code restorePath} is taken over
 * @param stateBackend name of the backend of keyed state
 * @param maxRestarts number of restarts without a completed checkpoint between them after which the
 *     job fails
 * @param maxRecordBytes largest encoded element
 * @param rounds whether the job runs in rounds: its {@code EventPlayer} operators play their next
 *     events whenever all that the ones before caused is done, and set its processing time
 */
public record JobConfig(
    CheckpointConfig checkpoints,
    String restorePath,
    RestoreRules restoreRules,
    String stateBackend,
    int maxRestarts,
    long maxRecordBytes,
    boolean rounds) {
  /** Checks the ranges. */
  public JobConfig {
    if (rounds && checkpoints.alignedTimeoutMs() != CheckpointConfig.ALWAYS_ALIGNED) {
      throw new IllegalArgumentException("in a job that runs in rounds nothing is overtaken");
    }
    if (maxRestarts < 0 || maxRecordBytes < 1) {
      throw new IllegalArgumentException("bad limits");
    }
  }

  /** The same, with checkpoints stored elsewhere. */
  public JobConfig storedAt(String path) {
    return new JobConfig(
        checkpoints.storedAt(path),
        restorePath,
        restoreRules,
        stateBackend,
        maxRestarts,
        maxRecordBytes,
        rounds);
  }

  /** The same for a job that takes over the state at the path as it is. */
  public JobConfig startingFrom(String path) {
    return new JobConfig(
        checkpoints, path, RestoreRules.STRICT, stateBackend, maxRestarts, maxRecordBytes, rounds);
  }
}
