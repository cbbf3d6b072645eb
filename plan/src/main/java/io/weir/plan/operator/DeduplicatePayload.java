package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Drops the elements of a Read that came before. One input, a KEYED edge of KV(record id, element);
 * one output, the elements.
 *
 * @param transform id of the Read
 */
public record DeduplicatePayload(String transform) implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:deduplicate:v1";

  static DeduplicatePayload readFrom(DataInput in) throws IOException {
    return new DeduplicatePayload(in.readUTF());
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
