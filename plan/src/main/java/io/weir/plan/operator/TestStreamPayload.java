package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A root: plays the events of a TestStream, on subtask 0, each when all that the one before caused
 * is done. No input, one output.
 *
 * @param transform id of the transform
 */
public record TestStreamPayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:test-stream:v1";

  static TestStreamPayload readFrom(DataInput in) throws IOException {
    return new TestStreamPayload(in.readUTF());
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
