package io.weir.transport.data;

import java.time.Duration;

/**
 * Bounds of the data plane of one process.
 *
 * @param maxRecordBytes largest encoded element
 * @param openTimeout how long a consumer waits until the producer has opened its end
 */
public record DataLimits(long maxRecordBytes, Duration openTimeout) {
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
  private static final int BESIDES_ONE_ELEMENT = Frames.SOFT_LIMIT + 1024;

  /** Checks the ranges. */
  public DataLimits {
    if (maxRecordBytes < 1 || openTimeout.isNegative() || openTimeout.isZero()) {
      throw new IllegalArgumentException(
          "at most " + maxRecordBytes + " bytes, to be opened within " + openTimeout);
    }
  }

  /** The usual time to open, with the job's bound of elements. */
  public static DataLimits of(long maxRecordBytes) {
    return new DataLimits(maxRecordBytes, OPEN_TIMEOUT);
  }

  /** Bytes of the largest frame: the last of its elements begins below the soft limit. */
  int maxFrameBytes() {
    return (int) Math.min(maxRecordBytes + BESIDES_ONE_ELEMENT, Integer.MAX_VALUE - 8);
  }
}
