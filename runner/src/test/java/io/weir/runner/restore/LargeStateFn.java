package io.weir.runner.restore;

import java.util.Random;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Counts the elements of a key, and keeps 20 KB that do not compress with the count. */
final class LargeStateFn extends DoFn<KV<Long, Long>, String> {
  private static final long serialVersionUID = 1;
  private static final int BYTES = 20_000;

  @StateId("count")
  private final StateSpec<ValueState<Long>> countSpec = StateSpecs.value(VarLongCoder.of());

  @StateId("large")
  private final StateSpec<ValueState<byte[]>> largeSpec = StateSpecs.value(ByteArrayCoder.of());

  @ProcessElement
  public void process(
      @Element KV<Long, Long> element,
      @StateId("count") ValueState<@Nullable Long> count,
      @StateId("large") ValueState<byte[]> large,
      OutputReceiver<String> out) {
    Long before = count.read();
    long now = before == null ? 1 : before + 1;
    count.write(now);
    byte[] bytes = new byte[BYTES];
    new Random(element.getValue()).nextBytes(bytes);
    large.write(bytes);
    out.output(element.getKey() + " has " + now);
  }
}
