package io.weir.worker.group.sorted;

import java.nio.ByteBuffer;

/**
 * How far the runs of a key group are: the number that the next run has, and the first key that the
 * merge has not passed, which is empty until it has begun. Stored as {@code [number, 8
 * bytes][key]}.
 *
 * <p>Thread: subtask thread.
 */
final class MergePosition {
  final long nextRun;
  final byte[] from;

  MergePosition(long nextRun, byte[] from) {
    this.nextRun = nextRun;
    this.from = from;
  }

  static MergePosition decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long nextRun = in.getLong();
    byte[] from = new byte[in.remaining()];
    in.get(from);
    return new MergePosition(nextRun, from);
  }

  byte[] encode() {
    return ByteBuffer.allocate(Long.BYTES + from.length).putLong(nextRun).put(from).array();
  }
}
