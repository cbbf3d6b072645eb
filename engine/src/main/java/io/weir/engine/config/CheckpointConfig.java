package io.weir.engine.config;

/**
 * When a job's checkpoints are taken, and what becomes of them.
 *
 * @param intervalMs time from the start of one checkpoint to the start of the next; -1: none but
 *     the final one, and a failure starts from the beginning
 * @param timeoutMs a checkpoint not complete after this time is aborted
 * @param minPauseMs least time from the end of one checkpoint to the start of the next
 * @param tolerableFailures number of failed checkpoints in a row that do not fail the attempt
 * @param retained number of complete checkpoints that are kept
 * @param path where they are stored, as a URI
 * @param alignedTimeoutMs time after which the barriers of a checkpoint, which is not a savepoint,
 *     may overtake elements; 0: at once, -1: never
 * @param largestBytes a checkpoint that holds more fails
 */
public record CheckpointConfig(
    long intervalMs,
    long timeoutMs,
    long minPauseMs,
    int tolerableFailures,
    int retained,
    String path,
    long alignedTimeoutMs,
    long largestBytes) {
  /** Barriers never overtake elements. */
  public static final long ALWAYS_ALIGNED = -1;

  /** Checkpoints of any size. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Checks the ranges. */
  public CheckpointConfig {
    if (intervalMs != -1 && intervalMs < 1) {
      throw new IllegalArgumentException("checkpoint interval " + intervalMs + " ms");
    }
    if (timeoutMs < 1 || minPauseMs < 0 || tolerableFailures < 0 || retained < 1) {
      throw new IllegalArgumentException("bad checkpoint settings");
    }
    if (alignedTimeoutMs < ALWAYS_ALIGNED) {
      throw new IllegalArgumentException("aligned timeout " + alignedTimeoutMs + " ms");
    }
    if (largestBytes < 1) {
      throw new IllegalArgumentException("largest checkpoint " + largestBytes);
    }
  }

  /** The same, with checkpoints stored elsewhere. */
  public CheckpointConfig storedAt(String newPath) {
    return new CheckpointConfig(
        intervalMs,
        timeoutMs,
        minPauseMs,
        tolerableFailures,
        retained,
        newPath,
        alignedTimeoutMs,
        largestBytes);
  }
}
