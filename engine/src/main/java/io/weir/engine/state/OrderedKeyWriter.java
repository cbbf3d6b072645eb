package io.weir.engine.state;

import java.util.Arrays;

/**
 * Builds the key of a table from parts such that unsigned lexicographic order of the keys is the
 * order of the parts, compared one after the other, and that the keys which begin with some whole
 * parts are exactly those which begin with these parts' bytes. Read back by {@link
 * OrderedKeyReader}, in the same order.
 *
 * <p>Thread: one at a time. Meant to be used again after {@link #reset}.
 */
public final class OrderedKeyWriter {
  /** Stands for a zero within bytes, after a zero. */
  static final byte ESCAPED_ZERO = (byte) 0xff;

  /** Ends bytes, after a zero: less than all that can follow a zero within bytes. */
  static final byte END = 1;

  private byte[] bytes = new byte[64];
  private int size;

  /** Forgets all parts. */
  public OrderedKeyWriter reset() {
    size = 0;
    return this;
  }

  /** One byte, ordered as unsigned. */
  public OrderedKeyWriter writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** A signed number. */
  public OrderedKeyWriter writeLong(long value) {
    ensure(Long.BYTES);
    long shifted = value ^ Long.MIN_VALUE; // Negative before positive in unsigned order.
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (shifted >>> shift);
    }
    return this;
  }

  /** Bytes in unsigned lexicographic order; other parts may follow. */
  public OrderedKeyWriter writeBytes(byte[] value) {
    ensure(2 * value.length + 2);
    for (byte b : value) {
      bytes[size++] = b;
      if (b == 0) {
        bytes[size++] = ESCAPED_ZERO;
      }
    }
    bytes[size++] = 0;
    bytes[size++] = END;
    return this;
  }

  /** Bytes as they are, as the last part. */
  public OrderedKeyWriter writeRest(byte[] value) {
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** The key made of the parts so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }
}
