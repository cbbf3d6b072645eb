package io.weir.worker.codec;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.operator.EdgeCodec;
import io.weir.plan.operator.WindowedValueCodec;
import io.weir.worker.job.BeamJob;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Windowed values with the coders of a PCollection.
 *
 * <p>A frame is a sequence of runs of elements with the same windows and pane: {@code number of
 * elements, header, elements}. An element is its timestamp as the zigzag difference to the one
 * before in the run; in a keyed codec the length and the bytes of the key; the length and the
 * NESTED bytes of the value, which is the V of a keyed KV.
 *
 * <p>Thread: one at a time.
 */
public final class WindowedValueEdgeCodec implements EdgeCodec {
  private final @Nullable Coder<Object> keyCoder;
  private final Coder<Object> valueCoder;
  private final Coder<BoundedWindow> windowCoder;
  private final int maxParallelism;
  private final long maxRecordBytes;
  private final RecordBuffer keyBuffer;
  private final RecordBuffer valueBuffer;
  private final RecordBuffer run = new RecordBuffer(Long.MAX_VALUE);

  private WindowedValueEdgeCodec(
      @Nullable Coder<Object> keyCoder,
      Coder<Object> valueCoder,
      Coder<BoundedWindow> windowCoder,
      int maxParallelism,
      long maxRecordBytes) {
    this.keyCoder = keyCoder;
    this.valueCoder = valueCoder;
    this.windowCoder = windowCoder;
    this.maxParallelism = maxParallelism;
    this.maxRecordBytes = maxRecordBytes;
    this.keyBuffer = new RecordBuffer(maxRecordBytes);
    this.valueBuffer = new RecordBuffer(maxRecordBytes);
  }

  /** The codec of the payload. */
  public static WindowedValueEdgeCodec of(
      WindowedValueCodec payload, BeamJob job, int maxParallelism) {
    String pcollection = payload.pcollection();
    long limit = job.weirOptions().getMaxRecordBytes();
    Coder<Object> coder = job.coder(pcollection);
    Coder<BoundedWindow> windows = job.windowCoder(pcollection);
    if (!payload.keyed()) {
      return new WindowedValueEdgeCodec(null, coder, windows, maxParallelism, limit);
    }
    return keyed(job.wireKeyCoder(pcollection), coder, windows, maxParallelism, limit);
  }

  /** A codec for elements without keys. */
  static WindowedValueEdgeCodec unkeyed(
      Coder<Object> coder, Coder<BoundedWindow> windows, long maxRecordBytes) {
    return new WindowedValueEdgeCodec(null, coder, windows, 1, maxRecordBytes);
  }

  /** A codec for KVs with their K as the key. */
  @SuppressWarnings("unchecked") // the type of values is not known here
  static WindowedValueEdgeCodec keyed(
      Coder<Object> wireKeyCoder,
      Coder<?> kvCoder,
      Coder<BoundedWindow> windows,
      int maxParallelism,
      long maxRecordBytes) {
    if (!(kvCoder instanceof KvCoder<?, ?> kv)) {
      throw new IllegalArgumentException("a keyed edge needs a KvCoder, not " + kvCoder);
    }
    return new WindowedValueEdgeCodec(
        wireKeyCoder, (Coder<Object>) kv.getValueCoder(), windows, maxParallelism, maxRecordBytes);
  }

  @Override
  public Key keyOf(Object element) throws IOException {
    Coder<Object> coder = keyCoder;
    if (coder == null) {
      throw new IllegalStateException("the edge is not keyed");
    }
    keyBuffer.reset();
    coder.encode(((KV<?, ?>) ((WindowedValue<?>) element).getValue()).getKey(), keyBuffer);
    return Key.of(keyBuffer.toByteArray(), maxParallelism);
  }

  @Override
  public int encode(ElementBatch batch, int from, OutputStream out, int softLimit)
      throws IOException {
    int index = from;
    long written = 0;
    do {
      int end = encodeRun(batch, index, softLimit - written);
      VarInt.encode(end - index, out);
      RunHeader.of((WindowedValue<?>) batch.element(index)).encode(windowCoder, out);
      run.writeTo(out);
      written += run.size();
      index = end;
    } while (index < batch.size() && written < softLimit);
    return index;
  }

  private int encodeRun(ElementBatch batch, int from, long softLimit) throws IOException {
    RunHeader header = RunHeader.of((WindowedValue<?>) batch.element(from));
    run.reset();
    int index = from;
    long previous = 0;
    WindowedValue<?> value = (WindowedValue<?>) batch.element(from);
    do {
      long timestamp = value.getTimestamp().getMillis();
      writeElement(timestamp - previous, batch.key(index), value.getValue());
      previous = timestamp;
      index++;
      if (index == batch.size() || run.size() >= softLimit) {
        return index;
      }
      value = (WindowedValue<?>) batch.element(index);
    } while (header.covers(value));
    return index;
  }

  private void writeElement(long timestampDelta, @Nullable Key key, Object value)
      throws IOException {
    VarInt.encode(timestampDelta << 1 ^ timestampDelta >> 63, run);
    Object content = value;
    valueBuffer.reset();
    if (keyCoder != null) {
      content = ((KV<?, ?>) value).getValue();
      writeKey(key);
    }
    valueCoder.encode(content, valueBuffer);
    VarInt.encode(valueBuffer.size(), run);
    valueBuffer.writeTo(run);
  }

  private void writeKey(@Nullable Key key) throws IOException {
    if (key == null) {
      throw new IllegalStateException("an element on a keyed edge has no key");
    }
    VarInt.encode(key.bytes().length, run);
    run.write(key.bytes(), 0, key.bytes().length);
  }

  @Override
  public ElementBatch decode(InputStream in) throws IOException {
    DecodedElements elements = new DecodedElements();
    for (int count = readCount(in); count > 0; count = readCount(in)) {
      RunHeader header = RunHeader.decode(windowCoder, in);
      long timestamp = 0;
      for (int i = 0; i < count; i++) {
        long delta = VarInt.decodeLong(in);
        timestamp += delta >>> 1 ^ -(delta & 1);
        readElement(header, Instant.ofEpochMilli(timestamp), in, elements);
      }
    }
    return elements.toBatch(keyCoder != null);
  }

  private void readElement(
      RunHeader header, Instant timestamp, InputStream in, DecodedElements elements)
      throws IOException {
    if (keyCoder == null) {
      elements.add(header.value(decodeBlock(valueCoder, readBlock(in)), timestamp));
      return;
    }
    byte[] keyBytes = readBlock(in);
    Object key = decodeBlock(keyCoder, keyBytes);
    Object value = decodeBlock(valueCoder, readBlock(in));
    elements.add(Key.of(keyBytes, maxParallelism), header.value(KV.of(key, value), timestamp));
  }

  private byte[] readBlock(InputStream in) throws IOException {
    long length = VarInt.decodeLong(in);
    if (length < 0 || length > maxRecordBytes) {
      throw new RecordTooLargeException(maxRecordBytes);
    }
    byte[] block = in.readNBytes((int) length);
    if (block.length < length) {
      throw new EOFException("an element is cut off");
    }
    return block;
  }

  private static Object decodeBlock(Coder<Object> coder, byte[] block) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(block);
    Object value = coder.decode(in);
    if (in.available() > 0) {
      throw new IOException(coder + " left " + in.available() + " bytes of an element");
    }
    return value;
  }

  /** The number of elements of the next run; 0 at the end of the frame. */
  private static int readCount(InputStream in) throws IOException {
    try {
      int count = VarInt.decodeInt(in);
      if (count < 1) {
        throw new IOException("an element run has the length " + count);
      }
      return count;
    } catch (EOFException e) {
      return 0;
    }
  }
}
