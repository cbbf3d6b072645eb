package io.weir.engine.element;

/**
 * Assignment of keys to key groups and of key groups to subtasks. Both are part of the snapshot
 * format: changing either makes earlier checkpoints unreadable.
 */
public final class KeyGroups {
  private KeyGroups() {}

  /** A well mixed 32-bit hash of the bytes (MurmurHash3 x86_32, seed 0, Austin Appleby). */
  public static int hash(byte[] bytes) {
    int h = 0;
    int i = 0;
    int blocks = bytes.length & ~3;
    for (; i < blocks; i += 4) {
      int k =
          (bytes[i] & 0xff)
              | (bytes[i + 1] & 0xff) << 8
              | (bytes[i + 2] & 0xff) << 16
              | bytes[i + 3] << 24;
      h = Integer.rotateLeft(h ^ mixBlock(k), 13) * 5 + 0xe6546b64;
    }
    int tail = 0;
    for (int shift = 0; i < bytes.length; i++, shift += 8) {
      tail |= (bytes[i] & 0xff) << shift;
    }
    h ^= mixBlock(tail);
    return finish(h ^ bytes.length);
  }

  private static int mixBlock(int k) {
    return Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
  }

  private static int finish(int hash) {
    int h = hash;
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }

  /** The key group of a key hash. */
  public static int groupOf(int hash, int maxParallelism) {
    return Math.floorMod(hash, maxParallelism);
  }

  /** The subtask that owns a key group. */
  public static int subtaskOf(int keyGroup, int parallelism, int maxParallelism) {
    return keyGroup * parallelism / maxParallelism;
  }

  /** The key groups that subtask {@code index} of {@code parallelism} owns. */
  public static KeyGroupRange rangeOf(int index, int parallelism, int maxParallelism) {
    int first = (index * maxParallelism + parallelism - 1) / parallelism;
    int end = ((index + 1) * maxParallelism + parallelism - 1) / parallelism;
    return new KeyGroupRange(first, end);
  }
}
