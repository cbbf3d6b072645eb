package io.weir.engine.wire;

import io.weir.engine.graph.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Writes values into a growing array: numbers big-endian, everything else with its length first.
 *
 * <p>Thread: one at a time.
 */
public final class WireWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Writes one value. */
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  /** One byte. */
  public void writeByte(int value) {
    write(() -> out.writeByte(value));
  }

  /** One byte. */
  public void writeBoolean(boolean value) {
    write(() -> out.writeBoolean(value));
  }

  /** Four bytes. */
  public void writeInt(int value) {
    write(() -> out.writeInt(value));
  }

  /** Eight bytes. */
  public void writeLong(long value) {
    write(() -> out.writeLong(value));
  }

  /** The length in four bytes, then UTF-8. */
  public void writeString(String value) {
    writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The length in four bytes, then the content. */
  public void writeBytes(byte[] value) {
    writeInt(value.length);
    writeRaw(value);
  }

  /** The length in four bytes, then the content. */
  public void writeBytes(Bytes value) {
    writeBytes(value.toByteArray());
  }

  /** The content without its length. */
  public void writeRaw(byte[] value) {
    write(() -> out.write(value));
  }

  /** The number of elements in four bytes, then each. */
  public <T> void writeList(Collection<T> values, BiConsumer<WireWriter, T> element) {
    writeInt(values.size());
    for (T value : values) {
      element.accept(this, value);
    }
  }

  /** The number of entries in four bytes, then each, in the order of the keys. */
  public <V> void writeMap(Map<String, V> values, BiConsumer<WireWriter, V> element) {
    writeInt(values.size());
    new TreeMap<>(values)
        .forEach(
            (key, value) -> {
              writeString(key);
              element.accept(this, value);
            });
  }

  /** A copy of all that was written. */
  public byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("an array never fails to grow this way", e);
    }
  }
}
