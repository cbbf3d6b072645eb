package io.weir.transport.data;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Elements are byte arrays without keys. */
final class BytesCodec implements EdgeCodec {
  @Override
  public Key keyOf(Object element) {
    return Key.of((byte[]) element, 128);
  }

  @Override
  public int encode(ElementBatch batch, int from, OutputStream out, int softLimit)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    int i = from;
    do {
      byte[] element = (byte[]) batch.element(i++);
      data.writeInt(element.length);
      data.write(element);
    } while (i < batch.size() && data.size() < softLimit);
    return i;
  }

  @Override
  public ElementBatch decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    List<byte[]> elements = new ArrayList<>();
    while (data.available() > 0) {
      int length = data.readInt();
      if (length < 0 || length > data.available()) {
        throw new IOException("an element of " + length + " bytes is not there");
      }
      elements.add(data.readNBytes(length));
    }
    ElementBatch batch = ElementBatch.unkeyed(elements.size());
    elements.forEach(batch::add);
    return batch;
  }
}
