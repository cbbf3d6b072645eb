package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.worker.state.CellBytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * The groups of one window that are in memory, and whether more are stored. Ordered by the end of
 * the window, which is when it fires.
 *
 * <p>Thread: subtask thread.
 */
final class WindowGroups<A> implements Comparable<WindowGroups<?>> {
  final BoundedWindow window;
  final long maxTimestamp;
  final Map<Key, Group<A>> groups = new HashMap<>();

  /** Whether the table may hold entries of this window. */
  boolean stored;

  /** Whether groups of this window may be in the table only. */
  boolean spilled;

  private final byte[] windowPrefix;

  /** How many groups have that timestamp. */
  private final TreeMap<Long, Integer> holds = new TreeMap<>();

  /**
   * Makes the groups of a window.
   *
   * @param windowBytes the window in its coder's NESTED form
   */
  WindowGroups(BoundedWindow window, byte[] windowBytes) {
    this.window = window;
    this.maxTimestamp = window.maxTimestamp().getMillis();
    ByteArrayOutputStream out = new ByteArrayOutputStream(windowBytes.length + 12);
    byte[] end = CellBytes.ordered(maxTimestamp);
    out.write(end, 0, end.length);
    CellBytes.writePart(out, windowBytes);
    this.windowPrefix = out.toByteArray();
  }

  /** A group has the timestamp, milliseconds. */
  void addHold(long timestamp) {
    holds.merge(timestamp, 1, Integer::sum);
  }

  /** A group does not have the timestamp any more. */
  void removeHold(long timestamp) {
    holds.computeIfPresent(timestamp, (time, groups) -> groups == 1 ? null : groups - 1);
  }

  /** Nothing of this window will be emitted below this, milliseconds. */
  long hold() {
    return holds.isEmpty() ? maxTimestamp : Math.min(maxTimestamp, holds.firstKey());
  }

  /** What the stored keys of the window begin with. */
  byte[] prefix() {
    return windowPrefix;
  }

  /** What the stored keys of a group of the window begin with. */
  byte[] prefixOf(byte[] key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(windowPrefix.length + key.length + 4);
    out.write(windowPrefix, 0, windowPrefix.length);
    CellBytes.writePart(out, key);
    return out.toByteArray();
  }

  @Override
  public int compareTo(WindowGroups<?> other) {
    int order = Long.compare(maxTimestamp, other.maxTimestamp);
    return order != 0 ? order : Arrays.compareUnsigned(windowPrefix, other.windowPrefix);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WindowGroups<?> groups && compareTo(groups) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(windowPrefix);
  }
}
