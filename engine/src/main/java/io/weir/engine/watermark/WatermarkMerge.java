package io.weir.engine.watermark;

import io.weir.engine.element.Signal;
import java.util.Arrays;

/**
 * The watermark of something that is fed by several contributors: the minimum over those that are
 * not idle. It never moves backwards, and stays where it is when all contributors are idle.
 *
 * <p>Thread: the subtask thread.
 */
public final class WatermarkMerge {
  private final long[] watermarks;
  private final boolean[] idle;
  private int idleCount;
  private long current;

  /**
   * A merge in which nothing is known of any contributor yet.
   *
   * @param contributors their number; with none the watermark is final at once
   * @param initial the watermark to start from, milliseconds
   */
  public WatermarkMerge(int contributors, long initial) {
    watermarks = new long[contributors];
    Arrays.fill(watermarks, Signal.Watermark.MIN);
    idle = new boolean[contributors];
    current = contributors == 0 ? Signal.Watermark.MAX : initial;
  }

  /**
   * Takes what a contributor says.
   *
   * @param contributor its index
   * @param watermark its watermark, milliseconds; an earlier one than before is ignored
   * @param isIdle whether it does not hold back the merged watermark
   * @return whether the merged watermark or {@link #isIdle} changed
   */
  public boolean update(int contributor, long watermark, boolean isIdle) {
    boolean wasIdle = isIdle();
    watermarks[contributor] = Math.max(watermarks[contributor], watermark);
    if (idle[contributor] != isIdle) {
      idle[contributor] = isIdle;
      idleCount += isIdle ? 1 : -1;
    }
    long before = current;
    current = Math.max(before, minimum());
    return current != before || wasIdle != isIdle();
  }

  /** The contributor becomes idle with the watermark that it had. */
  public boolean updateIdle(int contributor) {
    return update(contributor, watermarks[contributor], true);
  }

  private long minimum() {
    if (isIdle()) {
      return current;
    }
    long minimum = Signal.Watermark.MAX;
    for (int i = 0; i < watermarks.length; i++) {
      if (!idle[i]) {
        minimum = Math.min(minimum, watermarks[i]);
      }
    }
    return minimum;
  }

  /** The number of contributors. */
  public int contributors() {
    return watermarks.length;
  }

  /** The greatest watermark that a contributor has, milliseconds. */
  public long leading() {
    long leading = current;
    for (long watermark : watermarks) {
      leading = Math.max(leading, watermark);
    }
    return leading;
  }

  /** The merged watermark, milliseconds. */
  public long current() {
    return current;
  }

  /** Whether there are contributors and all of them are idle. */
  public boolean isIdle() {
    return watermarks.length > 0 && idleCount == watermarks.length;
  }
}
