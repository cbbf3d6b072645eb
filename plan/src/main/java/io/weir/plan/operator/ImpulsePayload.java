package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A root: emits one empty byte array once, from subtask 0, then the final watermark. No input, one
 * output.
 *
 * @param transform id of the transform
 */
public record ImpulsePayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:impulse:v1";

  static ImpulsePayload readFrom(DataInput in) throws IOException {
    return new ImpulsePayload(in.readUTF());
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
