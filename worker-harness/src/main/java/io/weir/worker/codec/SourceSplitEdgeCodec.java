package io.weir.worker.codec;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import io.weir.worker.source.SourceSplit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.VarInt;

/**
 * Source splits: each its length and its bytes.
 *
 * <p>Thread: one at a time.
 */
public final class SourceSplitEdgeCodec implements EdgeCodec {
  @Override
  public Key keyOf(Object element) {
    throw new IllegalStateException("source splits have no key");
  }

  @Override
  public int encode(ElementBatch batch, int from, OutputStream out, int softLimit)
      throws IOException {
    int index = from;
    long written = 0;
    while (index < batch.size() && written < softLimit) {
      byte[] source = ((SourceSplit) batch.element(index++)).source();
      VarInt.encode(source.length, out);
      out.write(source);
      written += source.length;
    }
    return index;
  }

  @Override
  public ElementBatch decode(InputStream in) throws IOException {
    List<SourceSplit> splits = new ArrayList<>();
    for (int length = readLength(in); length >= 0; length = readLength(in)) {
      byte[] source = in.readNBytes(length);
      if (source.length < length) {
        throw new EOFException("a source split is cut off");
      }
      splits.add(new SourceSplit(source));
    }
    ElementBatch batch = ElementBatch.unkeyed(splits.size());
    splits.forEach(batch::add);
    return batch;
  }

  private static int readLength(InputStream in) throws IOException {
    try {
      int length = VarInt.decodeInt(in);
      if (length < 0) {
        throw new IOException("a source split has the length " + length);
      }
      return length;
    } catch (EOFException e) {
      return -1;
    }
  }
}
