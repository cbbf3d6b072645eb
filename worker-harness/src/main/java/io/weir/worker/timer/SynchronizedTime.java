package io.weir.worker.timer;

import io.weir.engine.element.Signal.Watermark;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateNamespaces.WindowAndTriggerNamespace;
import org.apache.beam.runners.core.StateNamespaces.WindowNamespace;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When timers of synchronized processing time are due. They are those of the continuation of a
 * trigger by processing time, and wait for what the subtasks before this one do at the same time,
 * so that a pane that several of them make together is not torn into two.
 *
 * <ul>
 *   <li>They wait for a while, in which what others emit comes here.
 *   <li>When a sender's watermark has passed the end of a window, what it emits is the window's
 *       last pane on time, and the watermarks of the other senders are under way: a timer in that
 *       window waits for them, up to a bound. Else a pane would fire that is the one on time, but
 *       early. That a sender's watermark has passed is also told by its pane on time, which comes
 *       before that watermark, on a busy machine by long.
 *   <li>Elements move it no further than the timers of their key: a trigger compares it with the
 *       time of its timer at each element, too, and would fire without waiting for anything.
 * </ul>
 *
 * <p>Thread: subtask thread.
 */
public final class SynchronizedTime {
  /** A timer that waits for other senders is looked at again after this time. */
  static final long LOOK_AGAIN_MS = 10;

  private static final long NOT_WAITING = Long.MIN_VALUE;
  private static final long MOVES = Long.MAX_VALUE;

  private final long delayMs;
  private final long patienceMs;
  private long waitingSinceMs = NOT_WAITING;

  /** Where it stands still; {@link #MOVES} if it does not. */
  private long standsAtMs = MOVES;

  /** Where a sender's watermark must be, or beyond, by its panes. */
  private long leadingByPanes = Watermark.MIN;

  /**
   * Synchronized time with bounds.
   *
   * @param delayMs how long a timer waits in any case
   * @param patienceMs how long a timer waits for senders whose watermarks are behind
   */
  public SynchronizedTime(long delayMs, long patienceMs) {
    this.delayMs = delayMs;
    this.patienceMs = patienceMs;
  }

  /** Where all subtasks have the same time, and no element is under way when it moves. */
  public static SynchronizedTime atOnce() {
    return new SynchronizedTime(0, 0);
  }

  /** Whether timers wait for nothing. */
  boolean isAtOnce() {
    return delayMs == 0 && patienceMs == 0;
  }

  /** It goes no further than that until it {@linkplain #moveOn moves on}. */
  void standStill(long atMs) {
    standsAtMs = atMs;
  }

  /** It is as late as the clock again. */
  void moveOn() {
    standsAtMs = MOVES;
  }

  /** What time it is when the clock says that. */
  long currentMs(long nowMs) {
    return Math.min(standsAtMs, nowMs);
  }

  long dueMs(long targetMs) {
    return targetMs + delayMs;
  }

  /**
   * Whether an element tells of a watermark that was not known of: one of a pane on time or late
   * was emitted behind its own timestamp.
   */
  boolean isNews(PaneInfo pane, Instant timestamp) {
    return (pane.getTiming() == Timing.ON_TIME || pane.getTiming() == Timing.LATE)
        && timestamp.getMillis() >= leadingByPanes;
  }

  /** An element came. */
  void sawElement(PaneInfo pane, Instant timestamp) {
    if (isNews(pane, timestamp)) {
      leadingByPanes = timestamp.getMillis() + 1;
    }
  }

  /** The watermark of the input moved. Once no sender is behind there is new patience. */
  void watermarkMoved(long watermark, long leading) {
    if (Math.max(leading, leadingByPanes) <= watermark) {
      waitingSinceMs = NOT_WAITING;
    }
  }

  /** Whether a due timer waits for senders that are behind in its window. */
  boolean mustWait(StateNamespace namespace, long watermark, long leading, long nowMs) {
    BoundedWindow window = windowOf(namespace);
    if (window == null || patienceMs == 0) {
      return false;
    }
    long end = window.maxTimestamp().getMillis();
    if (Math.max(leading, leadingByPanes) <= end || watermark > end) {
      return false;
    }
    if (waitingSinceMs == NOT_WAITING) {
      waitingSinceMs = nowMs;
    }
    return nowMs - waitingSinceMs < patienceMs;
  }

  private static @Nullable BoundedWindow windowOf(StateNamespace namespace) {
    if (namespace instanceof WindowNamespace<?> window) {
      return window.getWindow();
    }
    return namespace instanceof WindowAndTriggerNamespace<?> window ? window.getWindow() : null;
  }
}
