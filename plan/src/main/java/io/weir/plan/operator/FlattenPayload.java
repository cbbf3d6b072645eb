package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Merges its inputs, one port for each input of the transform; one output. Branches may have other
 * coders than the output: elements stay objects, and edges behind use the coder of the output.
 *
 * @param transform id of the transform, or of the consumer whose several inputs to one port are
 *     merged
 * @param inputs number of input ports
 */
public record FlattenPayload(String transform, int inputs) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:flatten:v1";

  static FlattenPayload readFrom(DataInput in) throws IOException {
    return new FlattenPayload(in.readUTF(), in.readInt());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
    out.writeInt(inputs);
  }
}
