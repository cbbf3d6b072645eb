package io.weir.benchmarks.state;

import java.nio.ByteBuffer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Reads the values of a group twice and counts them, if both times they are as many with the same
 * sum of their numbers.
 */
final class CheckGroupFn extends DoFn<KV<Long, Iterable<byte[]>>, Void> {
  private static final long serialVersionUID = 1;

  /** Name of the counter of values. */
  static final String VALUES = "values";

  /** Name of the counter of the sum of their numbers. */
  static final String SUM = "sum";

  private final Counter values = Metrics.counter(CheckGroupFn.class, VALUES);
  private final Counter sum = Metrics.counter(CheckGroupFn.class, SUM);

  /** Reads a group. */
  @ProcessElement
  public void process(@Element KV<Long, Iterable<byte[]>> group) {
    Read first = Read.of(group.getValue());
    Read second = Read.of(group.getValue());
    if (!first.equals(second)) {
      throw new IllegalStateException(
          "key %d: %s, and then %s".formatted(group.getKey(), first, second));
    }
    values.inc(first.count());
    sum.inc(first.sum());
  }

  /** What a reading came to. */
  private record Read(long count, long sum) {
    static Read of(Iterable<byte[]> values) {
      long count = 0;
      long sum = 0;
      for (byte[] value : values) {
        count++;
        sum += ByteBuffer.wrap(value).getLong();
      }
      return new Read(count, sum);
    }
  }
}
