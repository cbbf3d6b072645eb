package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Windowed values with the element coder and window coder of a PCollection.
 *
 * <p>On a KEYED edge elements are {@code WindowedValue<KV<K, V>>} and the key is the NESTED
 * encoding of K.
 *
 * @param pcollection id of the PCollection that the edge feeds
 * @param keyed whether the key is taken out of the element
 */
public record WindowedValueCodec(String pcollection, boolean keyed) implements CodecPayload {
  /** The kind of codec. */
  public static final String URN = "weir:windowed-value:v1";

  static WindowedValueCodec readFrom(DataInput in) throws IOException {
    return new WindowedValueCodec(in.readUTF(), in.readBoolean());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(pcollection);
    out.writeBoolean(keyed);
  }
}
