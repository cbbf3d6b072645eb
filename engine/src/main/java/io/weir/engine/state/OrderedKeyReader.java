package io.weir.engine.state;

import java.util.Arrays;

/**
 * Takes a key that an {@link OrderedKeyWriter} built apart, part by part. A key that does not have
 * the part asked for ends in an IllegalArgumentException.
 *
 * <p>Thread: one at a time.
 */
public final class OrderedKeyReader {
  private final byte[] bytes;
  private int position;

  /** Reads the key from its beginning. */
  public OrderedKeyReader(byte[] key) {
    bytes = key;
  }

  /** One byte, 0 to 255. */
  public int readByte() {
    need(1);
    return bytes[position++] & 0xff;
  }

  /** A signed number. */
  public long readLong() {
    need(Long.BYTES);
    long shifted = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      shifted = (shifted << Byte.SIZE) | (bytes[position++] & 0xff);
    }
    return shifted ^ Long.MIN_VALUE;
  }

  /** Bytes that other parts may follow. */
  public byte[] readBytes() {
    byte[] value = new byte[bytes.length - position];
    int size = 0;
    while (true) {
      need(1);
      byte b = bytes[position++];
      if (b == 0) {
        need(1);
        byte mark = bytes[position++];
        if (mark == OrderedKeyWriter.END) {
          return Arrays.copyOf(value, size);
        }
        if (mark != OrderedKeyWriter.ESCAPED_ZERO) {
          throw new IllegalArgumentException("bad escape in a key at " + position);
        }
      }
      value[size++] = b;
    }
  }

  /** All bytes that are left. */
  public byte[] readRest() {
    byte[] rest = Arrays.copyOfRange(bytes, position, bytes.length);
    position = bytes.length;
    return rest;
  }

  private void need(int count) {
    if (bytes.length - position < count) {
      throw new IllegalArgumentException("a key of " + bytes.length + " bytes ends too early");
    }
  }
}
