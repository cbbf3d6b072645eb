package io.weir.benchmarks.state;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Makes of a number a value that begins with it and does not compress, under one of many keys;
 * every tenth goes to one and the same key.
 */
final class NumberedValueFn extends DoFn<Long, KV<Long, byte[]>> {
  private static final long serialVersionUID = 1;
  private static final long LARGE_KEY = -1;

  private final long keys;
  private final int valueBytes;

  NumberedValueFn(long keys, int valueBytes) {
    this.keys = keys;
    this.valueBytes = valueBytes;
  }

  /** Makes a value. */
  @ProcessElement
  public void process(@Element Long number, OutputReceiver<KV<Long, byte[]>> output) {
    byte[] value = new byte[valueBytes];
    new SplittableRandom(number).nextBytes(value);
    ByteBuffer.wrap(value).putLong(number);
    output.output(KV.of(number % 10 == 0 ? LARGE_KEY : number % keys, value));
  }
}
