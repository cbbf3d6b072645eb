package io.weir.worker.group;

import io.weir.worker.state.CellBytes;
import java.util.Arrays;

/**
 * The parts of a stored key of the fast road: {@code [end of window][window][key][sub-key]}.
 *
 * <p>Thread: subtask thread.
 */
final class StoredKey {
  private final byte[] window;
  private final byte[] key;
  private final int prefixLength;
  private final byte[] bytes;

  private StoredKey(byte[] window, byte[] key, int prefixLength, byte[] bytes) {
    this.window = window;
    this.key = key;
    this.prefixLength = prefixLength;
    this.bytes = bytes;
  }

  static StoredKey parse(byte[] bytes) {
    Reader reader = new Reader(bytes, Long.BYTES);
    byte[] window = reader.part();
    byte[] key = reader.part();
    return new StoredKey(window, key, reader.position, bytes);
  }

  /** The window in its coder's NESTED form. */
  byte[] window() {
    return window;
  }

  /** The group's encoded key. */
  byte[] key() {
    return key;
  }

  /** Whether it is the key of a group's first entry. */
  boolean isHead() {
    return prefixLength == bytes.length;
  }

  /** The first key after all groups of this one's window. */
  byte[] afterWindow() {
    int windowEnd = prefixLength - key.length - lengthOfLength(key.length);
    byte[] after = CellBytes.afterPrefix(Arrays.copyOf(bytes, windowEnd));
    return after == null ? bytes : after;
  }

  private static int lengthOfLength(int length) {
    int bytes = 1;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }

  /** Reads length-prefixed parts. */
  private static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes, int position) {
      this.bytes = bytes;
      this.position = position;
    }

    byte[] part() {
      int length = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[position++];
        length |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      byte[] part = Arrays.copyOfRange(bytes, position, position + length);
      position += length;
      return part;
    }
  }
}
