package io.weir.worker.source;

import io.weir.engine.time.Clock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ids of the elements that a subtask read in the last ten minutes, for sources that deliver
 * some elements twice.
 *
 * <p>Thread: the subtask thread.
 */
final class SeenIds {
  private static final long KEPT_MS = 10 * 60 * 1000L;

  private final Clock clock;
  private final Map<ByteBuffer, Long> seenAt = new LinkedHashMap<>();

  /** Restores what {@link #encode} gave. */
  SeenIds(Clock clock, List<byte[]> entries) {
    this.clock = clock;
    for (byte[] entry : entries) {
      ByteBuffer buffer = ByteBuffer.wrap(entry);
      long time = buffer.getLong();
      seenAt.put(buffer.slice(), time);
    }
  }

  /** Notes the id; false if it was seen lately. */
  boolean add(byte[] id) {
    long now = clock.currentMillis();
    forgetBefore(now - KEPT_MS);
    return seenAt.putIfAbsent(ByteBuffer.wrap(id.clone()), now) == null;
  }

  private void forgetBefore(long time) {
    Iterator<Long> oldest = seenAt.values().iterator();
    while (oldest.hasNext() && oldest.next() < time) {
      oldest.remove();
    }
  }

  List<byte[]> encode() {
    List<byte[]> entries = new ArrayList<>(seenAt.size());
    seenAt.forEach(
        (id, time) ->
            entries.add(
                ByteBuffer.allocate(Long.BYTES + id.remaining())
                    .putLong(time)
                    .put(id.duplicate())
                    .array()));
    return entries;
  }
}
