package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.worker.state.CellBytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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

  /** Nothing of this window may be emitted below this, milliseconds. */
  long hold;

  /** Whether the table may hold groups of this window. */
  boolean stored;

  private final byte[] windowPrefix;

  /**
   * Makes the groups of a window.
   *
   * @param windowBytes the window in its coder's NESTED form
   */
  WindowGroups(BoundedWindow window, byte[] windowBytes) {
    this.window = window;
    this.maxTimestamp = window.maxTimestamp().getMillis();
    this.hold = maxTimestamp;
    ByteArrayOutputStream out = new ByteArrayOutputStream(windowBytes.length + 12);
    byte[] end = CellBytes.ordered(maxTimestamp);
    out.write(end, 0, end.length);
    CellBytes.writePart(out, windowBytes);
    this.windowPrefix = out.toByteArray();
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
