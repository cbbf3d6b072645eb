package io.weir.worker.stateful;

import io.weir.engine.element.Signal.Watermark;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.timer.DueTimers;
import io.weir.worker.timer.KeyedTimers;
import org.jspecify.annotations.Nullable;

/**
 * Says which timer's turn it is: one at a time in the order of their times, so that one which is
 * set by another and is due already comes before later ones. At the end of the input, pending
 * processing-time timers come once, in the order of their times, before the final watermark is
 * acted on.
 *
 * <p>Elements that wait for side inputs hold back what timers and the check for late data see: they
 * were not late when they came.
 *
 * <p>Thread: subtask thread.
 */
final class TimerTurns {
  private final KeyedTimers timers;
  private final SideInputs sideInputs;
  private final KeyedPushedBack pushedBack;
  private long mainWatermark;
  private boolean draining;
  private long drainUntil;

  TimerTurns(
      KeyedTimers timers, SideInputs sideInputs, KeyedPushedBack pushedBack, long mainWatermark) {
    this.timers = timers;
    this.sideInputs = sideInputs;
    this.pushedBack = pushedBack;
    this.mainWatermark = mainWatermark;
  }

  /** The watermark of the main input moved forward. */
  void advance(long watermark) {
    mainWatermark = watermark;
    follow();
  }

  /** Elements may have stopped waiting. The final watermark is acted on in {@link #next}. */
  void follow() {
    long watermark = Math.min(mainWatermark, pushedBack.hold());
    if (watermark < Watermark.MAX) {
      moveTo(watermark);
    }
  }

  private void moveTo(long watermark) {
    timers.advanceInputWatermark(watermark);
    sideInputs.onMainWatermark(watermark);
  }

  /** Removes and answers the next timer that is due; null when there is none at the moment. */
  @Nullable DueTimers next() {
    if (mainWatermark >= Watermark.MAX
        && timers.inputWatermark() < Watermark.MAX
        && pushedBack.isEmpty()) {
      drain();
    }
    return timers.pollDue();
  }

  /** Makes the next pending processing-time timer due, or the final watermark after the last. */
  private void drain() {
    if (!draining) {
      draining = true;
      drainUntil = timers.latestProcessingTime();
    }
    long earliest = timers.earliestProcessingTime();
    if (earliest <= drainUntil) {
      timers.drainProcessingTime(earliest + 1);
    } else {
      moveTo(Watermark.MAX);
    }
  }

  /** Whether another timer is due, or becomes due by what {@link #next} did. */
  boolean isAnyDue() {
    return timers.isAnyDue();
  }
}
