package io.weir.worker.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of cells: {@code [cell id][key][namespace][sub-key]}, each part but the last
 * preceded by its length, so that no cell's prefix is the prefix of another's. Part of the snapshot
 * format.
 */
public final class CellBytes {
  private CellBytes() {}

  /** The prefix of all entries of a cell. */
  static byte[] prefix(String cellId, byte[] key, byte[] namespace) {
    byte[] id = cellId.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(id.length + key.length + namespace.length + 12);
    writePart(out, id);
    writePart(out, key);
    writePart(out, namespace);
    return out.toByteArray();
  }

  /** Appends a part, preceded by its length. */
  public static void writePart(ByteArrayOutputStream out, byte[] part) {
    int length = part.length;
    while (length >= 0x80) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.write(part, 0, part.length);
  }

  /** The two arrays one after the other. */
  public static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Big-endian bytes whose unsigned order is the signed order of the numbers. */
  public static byte[] ordered(long number) {
    long flipped = number ^ Long.MIN_VALUE;
    byte[] bytes = new byte[8];
    for (int i = 7; i >= 0; i--) {
      bytes[i] = (byte) flipped;
      flipped >>>= 8;
    }
    return bytes;
  }

  /** Reads what {@link #ordered} wrote. */
  public static long readOrdered(byte[] bytes, int offset) {
    long number = 0;
    for (int i = offset; i < offset + 8; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return number ^ Long.MIN_VALUE;
  }

  /** The first key that does not begin with the prefix; null when there is none. */
  public static byte @Nullable [] afterPrefix(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xff) {
        byte[] after = Arrays.copyOf(prefix, i + 1);
        after[i]++;
        return after;
      }
    }
    return null;
  }

  /** The value in its coder's NESTED form. */
  public static <T> byte[] encode(Coder<T> coder, T value) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      coder.encode(value, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a value of state with " + coder, e);
    }
  }

  /** Reads what {@link #encode} wrote. */
  public static <T> T decode(Coder<T> coder, byte[] bytes) {
    return decode(coder, bytes, 0);
  }

  /** Reads what {@link #encode} wrote, from the offset on. */
  public static <T> T decode(Coder<T> coder, byte[] bytes, int offset) {
    return decode(coder, new ByteArrayInputStream(bytes, offset, bytes.length - offset));
  }

  /** Reads what {@link #encode} wrote, and leaves what comes after it. */
  static <T> T decode(Coder<T> coder, ByteArrayInputStream in) {
    try {
      return coder.decode(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot decode a value of state with " + coder, e);
    }
  }
}
