package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * View versions of a side input. The names are those of the {@link ViewPayload} that emits them.
 *
 * @param pcollection id of the side input PCollection
 * @param transform id of the ParDo that the view was made for
 * @param tag local name of the side input in that ParDo
 */
public record ViewVersionCodec(String pcollection, String transform, String tag)
    implements CodecPayload {
  /** The kind of codec. */
  public static final String URN = "weir:view-version:v1";

  static ViewVersionCodec readFrom(DataInput in) throws IOException {
    return new ViewVersionCodec(in.readUTF(), in.readUTF(), in.readUTF());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(pcollection);
    out.writeUTF(transform);
    out.writeUTF(tag);
  }
}
