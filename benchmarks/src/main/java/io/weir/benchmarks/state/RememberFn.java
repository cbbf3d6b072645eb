package io.weir.benchmarks.state;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Stores random bytes for a key when it first comes, and compares them when it comes again. A value
 * that is another one fails the job.
 */
final class RememberFn extends DoFn<KV<Long, Long>, Void> {
  private static final long serialVersionUID = 1;

  /** Name of the counter of values that were found again. */
  static final String FOUND = "found";

  @StateId("value")
  private final StateSpec<ValueState<byte[]>> spec = StateSpecs.value(ByteArrayCoder.of());

  private final Counter found = Metrics.counter(RememberFn.class, FOUND);
  private final int valueBytes;

  RememberFn(int valueBytes) {
    this.valueBytes = valueBytes;
  }

  /** Stores or compares. */
  @ProcessElement
  public void process(@Element KV<Long, Long> element, @StateId("value") ValueState<byte[]> state) {
    byte[] expected = new byte[valueBytes];
    new SplittableRandom(element.getKey()).nextBytes(expected);
    byte[] value = state.read();
    if (value == null) {
      state.write(expected);
    } else if (Arrays.equals(value, expected)) {
      found.inc();
    } else {
      throw new IllegalStateException("key " + element.getKey() + " has another value");
    }
  }
}
