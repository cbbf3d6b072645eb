package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * First part of a splittable ParDo: pairs each element with its initial restriction and watermark
 * estimator state. One input of E, one output of {@code KV<E, KV<R, W>>}.
 *
 * @param transform id of the splittable ParDo
 */
public record SdfPairPayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:sdf-pair:v1";

  static SdfPairPayload readFrom(DataInput in) throws IOException {
    return new SdfPairPayload(in.readUTF());
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
