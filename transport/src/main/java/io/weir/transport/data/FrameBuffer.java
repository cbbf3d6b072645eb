package io.weir.transport.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects the bytes of a frame; refuses to grow beyond the bound. Thread: one at a time. */
final class FrameBuffer extends OutputStream {
  private final int bound;
  private byte[] content;
  private int length;

  FrameBuffer(int expected, int bound) {
    this.bound = bound;
    content = new byte[Math.min(expected, bound)];
  }

  @Override
  public void write(int value) throws IOException {
    reserve(1);
    content[length++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    reserve(count);
    System.arraycopy(bytes, offset, content, length, count);
    length += count;
  }

  private void reserve(int count) throws IOException {
    if (count > content.length - length) {
      if (count > bound - length) {
        throw new IOException("an element is larger than the job's maxRecordBytes allows");
      }
      long doubled = Math.min(2L * content.length, bound);
      content = Arrays.copyOf(content, (int) Math.max(doubled, length + (long) count));
    }
  }

  /** What was written; the buffer must not be used any more. */
  Frame toFrame() {
    return new Frame(content, length);
  }
}
