package io.weir.testkit.sim;

import java.util.Random;

/**
 * All that a seed decides before a run begins. Probabilities are per opportunity, times are virtual
 * milliseconds.
 *
 * @param seed what everything follows from
 * @param workers number of workers at the start
 * @param checkpointIntervalMs interval; -1 for none but the final checkpoint
 * @param faultPhaseMs how long faults may happen
 * @param workerCrashes workers killed in that time
 * @param masterCrashes masters killed in that time
 * @param operatorFailure probability that a call of an operator throws
 * @param maxOperatorFailures how often that may happen
 * @param storageFailure probability that a storage operation fails
 * @param slowStorage probability that a storage operation takes very long
 * @param slowMessage probability that a message takes very long
 * @param repeatedMessage probability that a message arrives twice
 * @param stall probability that a thread gets no processor for some time
 * @param notReady probability that an operator is not ready for a barrier, or not yet finished
 * @param alignedTimeoutMs time after which barriers may overtake elements; -1 for never
 * @param busy probability that an operator takes no input for some time after an element
 * @param cancelled whether somebody cancels the job while faults may happen
 */
public record SimOptions(
    long seed,
    int workers,
    long checkpointIntervalMs,
    long faultPhaseMs,
    int workerCrashes,
    int masterCrashes,
    double operatorFailure,
    int maxOperatorFailures,
    double storageFailure,
    double slowStorage,
    double slowMessage,
    double repeatedMessage,
    double stall,
    double notReady,
    long alignedTimeoutMs,
    double busy,
    boolean cancelled) {

  /** The options of a seed. */
  public static SimOptions of(long seed) {
    Random random = new Random(seed * 7919 + 17);
    // Not both: a job cancelled in the moment its master died leaves what its workers still wrote.
    boolean cancelled = random.nextInt(12) == 0;
    return new SimOptions(
        seed,
        1 + random.nextInt(3),
        random.nextInt(10) == 0 ? -1 : 2 + random.nextInt(15),
        50 + random.nextInt(250),
        random.nextInt(4),
        !cancelled && random.nextInt(3) == 0 ? 1 : 0,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.002,
        1 + random.nextInt(4),
        random.nextBoolean() ? 0 : random.nextDouble() * 0.1,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.05,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.1,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.1,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.01,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.3,
        random.nextInt(4) - 1,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.2,
        cancelled);
  }

  /**
   * The options of a job that is cancelled while its operators are busy and barriers overtake, to
   * be continued at another parallelism.
   */
  static SimOptions cancelledUnderPressure(long seed) {
    Random random = new Random(seed * 7919 + 23);
    return new SimOptions(
        seed,
        1 + random.nextInt(3),
        2 + random.nextInt(5),
        20 + random.nextInt(200),
        0,
        0,
        0,
        0,
        0,
        0,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.1,
        0,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.01,
        random.nextBoolean() ? 0 : random.nextDouble() * 0.3,
        random.nextInt(3),
        0.2 + random.nextDouble() * 0.6,
        true);
  }

  /**
   * The options of a job whose operators are busy for a while after almost every batch.
   *
   * @param alignedTimeoutMs time after which barriers may overtake elements; -1 for never
   */
  static SimOptions underPressure(long seed, long alignedTimeoutMs) {
    return new SimOptions(
        seed, 2, 20, 100_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, alignedTimeoutMs, 0.9, false);
  }

  /** The same job on one worker without any fault: what the result must be equal to. */
  SimOptions withoutFaults() {
    return new SimOptions(seed, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, false);
  }
}
