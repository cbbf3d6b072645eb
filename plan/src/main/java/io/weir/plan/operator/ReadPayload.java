package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Reads the splits that arrive. One input of source splits, one output.
 *
 * @param transform id of the transform
 * @param bounded whether the source is a BoundedSource, else an UnboundedSource
 * @param identifies whether elements are emitted as KV(record id, element)
 */
public record ReadPayload(String transform, boolean bounded, boolean identifies)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:read:v1";

  static ReadPayload readFrom(DataInput in) throws IOException {
    return new ReadPayload(in.readUTF(), in.readBoolean(), in.readBoolean());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
    out.writeBoolean(bounded);
    out.writeBoolean(identifies);
  }
}
