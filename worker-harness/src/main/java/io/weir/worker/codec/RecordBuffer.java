package io.weir.worker.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A reusable byte buffer with a limit, which is checked before the buffer grows.
 *
 * <p>Thread: one at a time.
 */
final class RecordBuffer extends OutputStream {
  private static final int KEPT_BYTES = 1 << 20;

  private final long limit;
  private byte[] bytes = new byte[512];
  private int size;

  RecordBuffer(long limit) {
    this.limit = Math.min(limit, Integer.MAX_VALUE - 8L);
  }

  @Override
  public void write(int b) throws IOException {
    if (size == bytes.length) {
      grow(1);
    }
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (length > bytes.length - size) {
      grow(length);
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** Empties the buffer, and lets go of an unusually large array. */
  void reset() {
    size = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[512];
    }
  }

  private void grow(int more) throws IOException {
    long needed = (long) size + more;
    if (needed > limit) {
      throw new RecordTooLargeException(limit);
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(needed, bytes.length * 2L)));
  }
}
