package io.weir.engine.config;

/**
 * How a job is run.
 *
 * @param checkpointIntervalMs time from the start of one checkpoint to the start of the next; -1:
 *     none but the final one, and a failure starts from the beginning
 * @param checkpointTimeoutMs a checkpoint not complete after this time is aborted
 * @param minPauseMs least time from the end of one checkpoint to the start of the next
 * @param tolerableFailures number of failed checkpoints in a row that do not fail the attempt
 * @param retainedCheckpoints number of complete checkpoints that are kept
 * @param maxRestarts number of restarts without a completed checkpoint between them after which the
 *     job fails
 * @param checkpointPath where checkpoints are stored, as a URI
 * @param restorePath the savepoint or checkpoint to start from, as a URI; empty for none
 * @param stateBackend name of the backend of keyed state
 * @param maxRecordBytes largest encoded element
 * @param restoreRules how the state at {@code restorePath} is taken over
 * @param rounds whether the job runs in rounds: its {@code EventPlayer} operators play their next
 *     events whenever all that the ones before caused is done, and set its processing time
 * @param alignedTimeoutMs time after which the barriers of a checkpoint, which is not a savepoint,
 *     may overtake elements; 0: at once, -1: never
 * @param largestCheckpointBytes a checkpoint that holds more fails
 */
public record JobConfig(
    long checkpointIntervalMs,
    long checkpointTimeoutMs,
    long minPauseMs,
    int tolerableFailures,
    int retainedCheckpoints,
    int maxRestarts,
    String checkpointPath,
    String restorePath,
    String stateBackend,
    long maxRecordBytes,
    RestoreRules restoreRules,
    boolean rounds,
    long alignedTimeoutMs,
    long largestCheckpointBytes) {
  /** Barriers never overtake elements. */
  public static final long ALWAYS_ALIGNED = -1;

  /** Checkpoints of any size. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Checks the ranges. */
  public JobConfig {
    if (checkpointIntervalMs != -1 && checkpointIntervalMs < 1) {
      throw new IllegalArgumentException("checkpoint interval " + checkpointIntervalMs + " ms");
    }
    if (checkpointTimeoutMs < 1 || minPauseMs < 0 || tolerableFailures < 0) {
      throw new IllegalArgumentException("bad checkpoint settings");
    }
    if (alignedTimeoutMs < ALWAYS_ALIGNED) {
      throw new IllegalArgumentException("aligned timeout " + alignedTimeoutMs + " ms");
    }
    if (rounds && alignedTimeoutMs != ALWAYS_ALIGNED) {
      throw new IllegalArgumentException("in a job that runs in rounds nothing is overtaken");
    }
    if (retainedCheckpoints < 1 || maxRestarts < 0 || maxRecordBytes < 1) {
      throw new IllegalArgumentException("bad limits");
    }
    if (largestCheckpointBytes < 1) {
      throw new IllegalArgumentException("largest checkpoint " + largestCheckpointBytes);
    }
  }

  /** A configuration with which barriers never overtake elements, and checkpoints have no limit. */
  public JobConfig(
      long checkpointIntervalMs,
      long checkpointTimeoutMs,
      long minPauseMs,
      int tolerableFailures,
      int retainedCheckpoints,
      int maxRestarts,
      String checkpointPath,
      String restorePath,
      String stateBackend,
      long maxRecordBytes,
      RestoreRules restoreRules,
      boolean rounds) {
    this(
        checkpointIntervalMs,
        checkpointTimeoutMs,
        minPauseMs,
        tolerableFailures,
        retainedCheckpoints,
        maxRestarts,
        checkpointPath,
        restorePath,
        stateBackend,
        maxRecordBytes,
        restoreRules,
        rounds,
        ALWAYS_ALIGNED,
        UNLIMITED);
  }

  /**
   * A configuration that takes over state as it is, does not run in rounds, and with which barriers
   * never overtake elements.
   */
  public JobConfig(
      long checkpointIntervalMs,
      long checkpointTimeoutMs,
      long minPauseMs,
      int tolerableFailures,
      int retainedCheckpoints,
      int maxRestarts,
      String checkpointPath,
      String restorePath,
      String stateBackend,
      long maxRecordBytes) {
    this(
        checkpointIntervalMs,
        checkpointTimeoutMs,
        minPauseMs,
        tolerableFailures,
        retainedCheckpoints,
        maxRestarts,
        checkpointPath,
        restorePath,
        stateBackend,
        maxRecordBytes,
        RestoreRules.STRICT,
        false);
  }

  /** The same, with checkpoints stored elsewhere. */
  public JobConfig storedAt(String path) {
    return with(path, restorePath, restoreRules, alignedTimeoutMs, largestCheckpointBytes);
  }

  /** The same for a job that takes over the state at the path as it is. */
  public JobConfig startingFrom(String path) {
    return with(
        checkpointPath, path, RestoreRules.STRICT, alignedTimeoutMs, largestCheckpointBytes);
  }

  /** The same, with barriers that may overtake elements after that time. */
  public JobConfig alignedFor(long timeoutMs) {
    return with(checkpointPath, restorePath, restoreRules, timeoutMs, largestCheckpointBytes);
  }

  /** The same, with checkpoints that fail when they hold more. */
  public JobConfig holdingAtMost(long bytes) {
    return with(checkpointPath, restorePath, restoreRules, alignedTimeoutMs, bytes);
  }

  private JobConfig with(
      String newCheckpointPath,
      String newRestorePath,
      RestoreRules newRules,
      long newAlignedTimeoutMs,
      long newLargestCheckpointBytes) {
    return new JobConfig(
        checkpointIntervalMs,
        checkpointTimeoutMs,
        minPauseMs,
        tolerableFailures,
        retainedCheckpoints,
        maxRestarts,
        newCheckpointPath,
        newRestorePath,
        stateBackend,
        maxRecordBytes,
        newRules,
        rounds,
        newAlignedTimeoutMs,
        newLargestCheckpointBytes);
  }
}
