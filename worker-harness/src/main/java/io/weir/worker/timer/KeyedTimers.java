package io.weir.worker.timer;

import io.weir.engine.element.Key;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.state.EarliestTimes;
import io.weir.engine.timer.Timer;
import io.weir.engine.timer.TimerDomain;
import io.weir.engine.timer.TimerTable;
import io.weir.engine.watermark.HoldTable;
import io.weir.worker.state.Holds;
import io.weir.worker.state.Namespaces;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StatefulDoFnRunner.TimeInternalsCleanupTimer;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The timers and the watermarks of a keyed operator, as Beam's runners-core sees them. Timers are
 * set for the current key. A timer is due when its clock is past its time, strictly.
 *
 * <p>While event-time timers are due the output watermark stays where it was, so what fires is not
 * late by the operator's own doing.
 *
 * <p>Thread: subtask thread.
 */
public final class KeyedTimers implements TimerInternals {
  private final OperatorContext context;
  private final TimerTable table;
  private final TimerBytes bytes;
  private final HeldCells holds;
  private final TimerHolds timerHolds;
  private final SynchronizedTime synchronizedTime;
  private @Nullable Key currentKey;
  private long inputWatermark;
  private long outputWatermark;
  private long drainTime = Long.MIN_VALUE;

  /** Whether timers of synchronized time may be set. */
  private boolean isSynchronized;

  /**
   * The timers of the operator, restored if there is something to restore.
   *
   * @param inputWatermark where the input watermark stands, milliseconds
   */
  public KeyedTimers(
      OperatorContext context, Namespaces namespaces, TimerHolds timerHolds, long inputWatermark) {
    this(context, namespaces, timerHolds, inputWatermark, SynchronizedTime.atOnce());
  }

  /**
   * The timers of the operator, restored if there is something to restore.
   *
   * @param inputWatermark where the input watermark stands, milliseconds
   * @param synchronizedTime when timers of synchronized processing time are due
   */
  public KeyedTimers(
      OperatorContext context,
      Namespaces namespaces,
      TimerHolds timerHolds,
      long inputWatermark,
      SynchronizedTime synchronizedTime) {
    this.context = context;
    this.bytes = new TimerBytes(namespaces);
    this.timerHolds = timerHolds;
    this.synchronizedTime = synchronizedTime;
    this.table =
        new TimerTable(context.keyedState(), "timers", context.location().maxParallelism());
    this.holds = new HeldCells(new HoldTable(context.keyedState(), "holds"));
    this.inputWatermark = inputWatermark;
    this.outputWatermark = Math.min(inputWatermark, holds.earliestMs());
    this.isSynchronized = table.earliestMs(TimerDomain.PROCESSING_TIME) != EarliestTimes.NONE;
    wakeForProcessingTime();
  }

  /** The holds of state cells. */
  public Holds holds() {
    return holds;
  }

  /** Timers are set and deleted for this key from now on. */
  public void setCurrentKey(Key key) {
    currentKey = key;
  }

  private Key currentKey() {
    Key key = currentKey;
    if (key == null) {
      throw new IllegalStateException("timers belong to a key");
    }
    return key;
  }

  /** The input watermark moved forward; timers before it are due. */
  public void advanceInputWatermark(long watermark) {
    inputWatermark = Math.max(inputWatermark, watermark);
    synchronizedTime.watermarkMoved(inputWatermark, context.leadingWatermark(0));
  }

  /**
   * Whether timers are due that must fire before the element is {@linkplain #sawElement seen}: what
   * it tells of came later than they should have fired, and would have them wait.
   */
  public boolean mustFireBefore(PaneInfo pane, Instant timestamp) {
    return isSynchronized
        && synchronizedTime.isNews(pane, timestamp)
        && table.earliestMs(TimerDomain.PROCESSING_TIME) < nowMs();
  }

  /** An element came, which may tell of the watermark of its sender. */
  public void sawElement(PaneInfo pane, Instant timestamp) {
    synchronizedTime.sawElement(pane, timestamp);
  }

  /** Elements of the current key come next: {@link SynchronizedTime} is not moved by them. */
  public void beforeElements() {
    if (!synchronizedTime.isAtOnce()) {
      synchronizedTime.standStill(Math.min(nowMs(), earliestSynchronizedTarget()));
    }
  }

  /** Elements of the current key have been processed. */
  public void afterElements() {
    synchronizedTime.moveOn();
  }

  /** The earliest time that triggers of the current key wait for; the largest if for none. */
  private long earliestSynchronizedTarget() {
    long earliest = Long.MAX_VALUE;
    if (isSynchronized) {
      for (Timer timer : table.timersOf(currentKey())) {
        TimerData data = bytes.decode(timer);
        if (data.getDomain() == TimeDomain.SYNCHRONIZED_PROCESSING_TIME) {
          // Its own time is when it is looked at, which is later.
          earliest = Math.min(earliest, data.getOutputTimestamp().getMillis());
        }
      }
    }
    return earliest;
  }

  /** The watermark of the main input, milliseconds. */
  public long inputWatermark() {
    return inputWatermark;
  }

  /**
   * The least of the input watermark, all holds and the bound; not moved while event-time timers
   * are due. Never moves backwards. Must not be asked while a timer that was taken has not fired
   * yet, because it may set its hold again.
   *
   * @param bound what the operator keeps back on other grounds, milliseconds
   */
  public long outputWatermark(long bound) {
    if (!isEventTimerDue()) {
      long least = Math.min(bound, Math.min(inputWatermark, holds.earliestMs()));
      outputWatermark = Math.max(outputWatermark, least);
    }
    return outputWatermark;
  }

  /** Whether a timer is due. */
  public boolean isAnyDue() {
    return isEventTimerDue() || table.earliestMs(TimerDomain.PROCESSING_TIME) < nowMs();
  }

  private boolean isEventTimerDue() {
    return table.earliestMs(TimerDomain.EVENT_TIME) < inputWatermark;
  }

  /** Removes and answers the next timer that is due, event time first; null when none is. */
  public @Nullable DueTimers pollDue() {
    Timer timer = table.pollDue(TimerDomain.EVENT_TIME, inputWatermark);
    if (timer != null) {
      return new DueTimers(timer.key(), List.of(taken(timer)));
    }
    timer = table.pollDue(TimerDomain.PROCESSING_TIME, nowMs());
    while (timer != null) {
      TimerData data = taken(timer);
      if (!waits(timer, data)) {
        return new DueTimers(timer.key(), List.of(data));
      }
      timer = table.pollDue(TimerDomain.PROCESSING_TIME, nowMs());
    }
    return null;
  }

  /** Removes and answers all due timers of the key whose turn it is; null when none is due. */
  public @Nullable DueTimers pollDueOfOneKey() {
    DueTimers first = pollDue();
    if (first == null) {
      return null;
    }
    List<TimerData> timers = new ArrayList<>(first.timers());
    for (Timer timer : table.pollDue(TimerDomain.EVENT_TIME, inputWatermark, first.key())) {
      timers.add(taken(timer));
    }
    for (Timer timer : table.pollDue(TimerDomain.PROCESSING_TIME, nowMs(), first.key())) {
      TimerData data = taken(timer);
      if (!waits(timer, data)) {
        timers.add(data);
      }
    }
    return new DueTimers(first.key(), timers);
  }

  /** Sets a timer of synchronized processing time again that others must be waited for. */
  private boolean waits(Timer timer, TimerData data) {
    if (data.getDomain() != TimeDomain.SYNCHRONIZED_PROCESSING_TIME) {
      return false;
    }
    long leading = context.leadingWatermark(0);
    if (!synchronizedTime.mustWait(data.getNamespace(), inputWatermark, leading, nowMs())) {
      return false;
    }
    long againMs = nowMs() + SynchronizedTime.LOOK_AGAIN_MS;
    table.set(timer.key(), timer.id(), TimerDomain.PROCESSING_TIME, againMs, timer.payload());
    context.wakeAt(againMs + 1);
    return true;
  }

  private TimerData taken(Timer timer) {
    holds.clearForTimer(timer.key(), timer.id());
    wakeForProcessingTime();
    return bytes.decode(timer);
  }

  /** Asks to be called when the first processing-time timer is due. */
  private void wakeForProcessingTime() {
    long earliest = table.earliestMs(TimerDomain.PROCESSING_TIME);
    if (earliest != EarliestTimes.NONE) {
      context.wakeAt(earliest + 1);
    }
  }

  /**
   * At the end of the input: moves the processing clock of this operator to the given time, so that
   * pending timers fire. Never moves it backwards.
   */
  public void drainProcessingTime(long timeMs) {
    drainTime = Math.max(drainTime, timeMs);
  }

  /** The time of the earliest processing-time timer; {@link EarliestTimes#NONE} without one. */
  public long earliestProcessingTime() {
    return table.earliestMs(TimerDomain.PROCESSING_TIME);
  }

  /**
   * The time of the latest processing-time timer, {@link Long#MIN_VALUE} without one. Reads them
   * all.
   */
  public long latestProcessingTime() {
    return table.latestMs(TimerDomain.PROCESSING_TIME);
  }

  private long nowMs() {
    return Math.max(drainTime, context.clock().currentMillis());
  }

  @Override
  public void setTimer(
      StateNamespace namespace,
      String timerId,
      String family,
      Instant target,
      Instant outputTimestamp,
      TimeDomain domain) {
    byte[] id = bytes.id(namespace, family, timerId);
    TimerDomain engineDomain = TimerBytes.engineDomain(domain);
    isSynchronized |= domain == TimeDomain.SYNCHRONIZED_PROCESSING_TIME;
    long dueMs =
        domain == TimeDomain.SYNCHRONIZED_PROCESSING_TIME
            ? synchronizedTime.dueMs(target.getMillis())
            : target.getMillis();
    table.set(currentKey(), id, engineDomain, dueMs, TimerBytes.payload(outputTimestamp, domain));
    if (holdsWatermark(timerId, outputTimestamp)) {
      holds.setForTimer(currentKey(), id, outputTimestamp);
    } else if (timerHolds == TimerHolds.AT_OUTPUT_TIMESTAMP) {
      holds.clearForTimer(currentKey(), id);
    }
    if (engineDomain == TimerDomain.PROCESSING_TIME) {
      context.wakeAt(dueMs + 1);
    }
  }

  /** The timer that clears a window's state would hold the watermark for the whole lateness. */
  private boolean holdsWatermark(String timerId, Instant outputTimestamp) {
    return timerHolds == TimerHolds.AT_OUTPUT_TIMESTAMP
        && !timerId.equals(TimeInternalsCleanupTimer.GC_TIMER_ID)
        && !outputTimestamp.isAfter(BoundedWindow.TIMESTAMP_MAX_VALUE);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam's own code calls it.
  public void setTimer(TimerData timer) {
    setTimer(
        timer.getNamespace(),
        timer.getTimerId(),
        timer.getTimerFamilyId(),
        timer.getTimestamp(),
        timer.getOutputTimestamp(),
        timer.getDomain());
  }

  @Override
  public void deleteTimer(
      StateNamespace namespace, String timerId, String family, TimeDomain domain) {
    byte[] id = bytes.id(namespace, family, timerId);
    table.delete(currentKey(), id);
    holds.clearForTimer(currentKey(), id);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam's own code calls it.
  public void deleteTimer(StateNamespace namespace, String timerId, String family) {
    deleteTimer(namespace, timerId, family, TimeDomain.EVENT_TIME);
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam's own code calls it.
  public void deleteTimer(TimerData timer) {
    deleteTimer(
        timer.getNamespace(), timer.getTimerId(), timer.getTimerFamilyId(), timer.getDomain());
  }

  @Override
  public Instant currentProcessingTime() {
    return Instant.ofEpochMilli(nowMs());
  }

  @Override
  public Instant currentSynchronizedProcessingTime() {
    return Instant.ofEpochMilli(synchronizedTime.currentMs(nowMs()));
  }

  @Override
  public Instant currentInputWatermarkTime() {
    return Instant.ofEpochMilli(inputWatermark);
  }

  @Override
  public Instant currentOutputWatermarkTime() {
    return Instant.ofEpochMilli(outputWatermark);
  }
}
