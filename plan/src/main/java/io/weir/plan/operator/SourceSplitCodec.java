package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Source splits of a read, as opaque bytes.
 *
 * @param transform id of the read
 */
public record SourceSplitCodec(String transform) implements CodecPayload {
  /** The kind of codec. */
  public static final String URN = "weir:split-codec:v1";

  static SourceSplitCodec readFrom(DataInput in) throws IOException {
    return new SourceSplitCodec(in.readUTF());
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
