package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Assigns windows. One input, one output.
 *
 * @param transform id of the transform
 */
public record AssignWindowsPayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:assign-windows:v1";

  static AssignWindowsPayload readFrom(DataInput in) throws IOException {
    return new AssignWindowsPayload(in.readUTF());
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
