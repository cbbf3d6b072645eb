package io.weir.worker.group.sorted;

import io.weir.worker.state.CellBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of entries of runs: {@code [key, preceded by its length][number of the run, 8
 * bytes][number of the piece, 4 bytes]}. Part of the snapshot format.
 */
final class RunKey {
  private static final int TAIL_BYTES = Long.BYTES + Integer.BYTES;

  private RunKey() {}

  /** What the entries of a group begin with. */
  static byte[] prefix(byte[] key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(key.length + 3);
    CellBytes.writePart(out, key);
    return out.toByteArray();
  }

  static byte[] of(byte[] prefix, long run, int piece) {
    return ByteBuffer.allocate(prefix.length + TAIL_BYTES)
        .put(prefix)
        .putLong(run)
        .putInt(piece)
        .array();
  }

  /** The prefix of the group that an entry belongs to. */
  static byte[] prefixOf(byte[] entryKey) {
    return Arrays.copyOf(entryKey, entryKey.length - TAIL_BYTES);
  }

  /** Whether an entry belongs to the group of the prefix. */
  static boolean hasPrefix(byte[] entryKey, byte[] prefix) {
    return entryKey.length == prefix.length + TAIL_BYTES
        && Arrays.mismatch(entryKey, 0, prefix.length, prefix, 0, prefix.length) < 0;
  }

  /** The group's key. */
  static byte[] keyIn(byte[] prefix) {
    int length = 0;
    while (prefix[length++] < 0) {
      // one more byte of the length
    }
    return Arrays.copyOfRange(prefix, length, prefix.length);
  }
}
