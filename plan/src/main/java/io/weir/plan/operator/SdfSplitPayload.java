package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Second part of a splittable ParDo: splits restrictions and adds their sizes. One input of {@code
 * KV<E, KV<R, W>>}, one output of {@code KV<KV<E, KV<R, W>>, Double>}, a REBALANCE edge with a
 * {@link WindowedValueCodec} of a PCollection that the plan adds to the pipeline proto.
 *
 * @param transform id of the splittable ParDo
 */
public record SdfSplitPayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:sdf-split:v1";

  static SdfSplitPayload readFrom(DataInput in) throws IOException {
    return new SdfSplitPayload(in.readUTF());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
  }
}
