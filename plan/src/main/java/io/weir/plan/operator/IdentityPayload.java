package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Passes elements on: what is left of a Reshuffle or Redistribute between two edges. One input, one
 * output.
 *
 * @param transform id of the transform
 */
public record IdentityPayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:identity:v1";

  static IdentityPayload readFrom(DataInput in) throws IOException {
    return new IdentityPayload(in.readUTF());
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
