package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Puts elements with keys into shards: their keys become sharded keys. All elements of a key come
 * into one shard. One input, one output.
 *
 * @param transform id of the transform
 */
public record AssignShardsPayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:assign-shards:v1";

  static AssignShardsPayload readFrom(DataInput in) throws IOException {
    return new AssignShardsPayload(in.readUTF());
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
