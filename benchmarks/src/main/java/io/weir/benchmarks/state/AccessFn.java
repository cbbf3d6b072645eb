package io.weir.benchmarks.state;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads the value of the key and writes it. */
final class AccessFn extends DoFn<KV<Long, Long>, Void> {
  private static final long serialVersionUID = 1;

  @StateId("value")
  private final StateSpec<ValueState<byte[]>> spec = StateSpecs.value(ByteArrayCoder.of());

  /** Reads and writes. */
  @ProcessElement
  public void process(@StateId("value") ValueState<byte[]> state) {
    byte[] value = state.read();
    state.write(value == null ? new byte[StateAccess.VALUE_BYTES] : value);
  }
}
