package io.weir.worker.timer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.state.EarliestTimes;
import io.weir.worker.state.Namespaces;
import io.weir.worker.testing.FakeOperatorContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StatefulDoFnRunner.TimeInternalsCleanupTimer;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class KeyedTimersTest {
  private static final StateNamespace WINDOW =
      StateNamespaces.window(
          IntervalWindow.getCoder(),
          new IntervalWindow(Instant.ofEpochMilli(0), Instant.ofEpochMilli(100)));

  /** The last timestamp of that window. */
  private static final long WINDOW_END = 99;

  private final FakeOperatorContext context = new FakeOperatorContext();
  private KeyedTimers timers = restore(TimerHolds.AT_OUTPUT_TIMESTAMP, 0);

  private KeyedTimers restore(TimerHolds holds, long inputWatermark) {
    return new KeyedTimers(
        context, new Namespaces(IntervalWindow.getCoder()), holds, inputWatermark);
  }

  private void set(String key, String id, long time, long output, TimeDomain domain) {
    timers.setCurrentKey(key(key));
    timers.setTimer(
        WINDOW, id, "", Instant.ofEpochMilli(time), Instant.ofEpochMilli(output), domain);
  }

  private void set(String key, String id, long time) {
    set(key, id, time, time, TimeDomain.EVENT_TIME);
  }

  private void delete(String key, String id) {
    timers.setCurrentKey(key(key));
    timers.deleteTimer(WINDOW, id, "", TimeDomain.EVENT_TIME);
  }

  private static Key key(String key) {
    return Key.of(key.getBytes(StandardCharsets.UTF_8), FakeOperatorContext.MAX_PARALLELISM);
  }

  private static String text(Key key, TimerData timer) {
    return new String(key.bytes(), StandardCharsets.UTF_8)
        + " "
        + timer.getTimerId()
        + " "
        + timer.getTimestamp().getMillis();
  }

  private List<String> pollAll() {
    List<String> polled = new ArrayList<>();
    for (DueTimers due = timers.pollDue(); due != null; due = timers.pollDue()) {
      for (TimerData timer : due.timers()) {
        polled.add(text(due.key(), timer));
      }
    }
    return polled;
  }

  private long outputWatermark() {
    return timers.outputWatermark(Watermark.MAX);
  }

  @Test
  void answersTimersInTheOrderOfTheirTimesWhenTheWatermarkIsPast() {
    set("a", "x", 30);
    set("b", "x", 10);
    set("a", "y", 20);
    set("c", "x", 40);
    timers.advanceInputWatermark(40);

    assertThat(pollAll(), contains("b x 10", "a y 20", "a x 30"));
    assertThat(timers.isAnyDue(), is(false));
  }

  @Test
  void replacesAndDeletesTimersByKeyAndId() {
    set("a", "x", 10);
    set("b", "x", 10);
    set("a", "x", 30);
    set("a", "y", 20);
    delete("a", "y");
    delete("a", "never set");
    timers.advanceInputWatermark(100);

    assertThat(pollAll(), contains("b x 10", "a x 30"));
  }

  @Test
  void tellsFamiliesWindowsAndIdsApart() {
    StateNamespace other =
        StateNamespaces.window(
            IntervalWindow.getCoder(),
            new IntervalWindow(Instant.ofEpochMilli(100), Instant.ofEpochMilli(200)));
    timers.setCurrentKey(key("a"));
    Instant time = Instant.ofEpochMilli(5);
    timers.setTimer(WINDOW, "a+b", "c", time, time, TimeDomain.EVENT_TIME);
    timers.setTimer(WINDOW, "a", "b+c", time, time, TimeDomain.EVENT_TIME);
    timers.setTimer(other, "a", "b+c", time, time, TimeDomain.EVENT_TIME);
    timers.advanceInputWatermark(100);

    assertThat(pollAll().size(), is(3));
  }

  @Test
  void answersAllDueTimersOfAKeyAtOnce() {
    set("a", "x", 10);
    set("b", "x", 20);
    set("a", "y", 30);
    set("a", "clock", 5, 5, TimeDomain.PROCESSING_TIME);
    set("a", "later", 90);
    timers.advanceInputWatermark(50);

    DueTimers due = timers.pollDueOfOneKey();

    assertThat(due, is(notNullValue()));
    List<String> texts = new ArrayList<>();
    if (due != null) {
      due.timers().forEach(timer -> texts.add(text(due.key(), timer)));
    }
    assertThat(texts, contains("a x 10", "a y 30", "a clock 5"));
    assertThat(pollAll(), contains("b x 20"));
  }

  @Test
  void keepsAllThatBeamKnowsOfATimer() {
    timers.setCurrentKey(key("a"));
    Instant now = Instant.ofEpochMilli(7);
    timers.setTimer(
        WINDOW,
        "id",
        "family",
        now,
        Instant.ofEpochMilli(3),
        TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    DueTimers due = timers.pollDue();

    TimerData timer = due == null ? null : due.timers().get(0);
    assertThat(timer, is(notNullValue()));
    if (timer != null) {
      assertThat(timer.getTimerId(), is("id"));
      assertThat(timer.getTimerFamilyId(), is("family"));
      assertThat(timer.getNamespace(), is(WINDOW));
      assertThat(timer.getTimestamp(), is(now));
      assertThat(timer.getOutputTimestamp(), is(Instant.ofEpochMilli(3)));
      assertThat(timer.getDomain(), is(TimeDomain.SYNCHRONIZED_PROCESSING_TIME));
    }
  }

  @Test
  void holdsTheWatermarkAtTheOutputTimestampSetLast() {
    set("a", "x", 90, 20, TimeDomain.EVENT_TIME);
    timers.advanceInputWatermark(50);
    assertThat(outputWatermark(), is(20L));

    set("a", "x", 90, 30, TimeDomain.EVENT_TIME);
    assertThat(outputWatermark(), is(30L));
    delete("a", "x");
    assertThat(outputWatermark(), is(50L));
  }

  @Test
  void holdsNothingForCleanupTimersSilentTimersAndGroupings() {
    set("a", TimeInternalsCleanupTimer.GC_TIMER_ID, 90, 20, TimeDomain.EVENT_TIME);
    long never = BoundedWindow.TIMESTAMP_MAX_VALUE.plus(Duration.millis(1)).getMillis();
    set("a", "silent", 90, never, TimeDomain.EVENT_TIME);
    timers.advanceInputWatermark(50);
    assertThat(outputWatermark(), is(50L));

    timers = restore(TimerHolds.NONE, 50);
    set("a", "x", 90, 60, TimeDomain.EVENT_TIME);
    timers.advanceInputWatermark(80);
    assertThat(outputWatermark(), is(80L));
  }

  @Test
  void letsTheOutputWatermarkStayWhileTimersAreDue() {
    assertThat(outputWatermark(), is(0L));
    set("a", "x", 20, 40, TimeDomain.EVENT_TIME);
    timers.advanceInputWatermark(50);
    assertThat(outputWatermark(), is(0L));
    assertThat(timers.currentOutputWatermarkTime().getMillis(), is(0L));

    assertThat(pollAll(), contains("a x 20"));
    assertThat(outputWatermark(), is(50L));
  }

  @Test
  void doesNotPassABound() {
    timers.advanceInputWatermark(50);
    assertThat(timers.outputWatermark(30), is(30L));
    assertThat(timers.outputWatermark(60), is(50L));
    assertThat(timers.outputWatermark(40), is(50L));
  }

  @Test
  void findsTimersAndHoldsAgainWhenItIsRestored() {
    set("a", "x", 90, 20, TimeDomain.EVENT_TIME);
    set("b", "clock", context.clock().currentMillis() + 5, 60, TimeDomain.PROCESSING_TIME);

    timers = restore(TimerHolds.AT_OUTPUT_TIMESTAMP, 50);

    assertThat(timers.currentOutputWatermarkTime().getMillis(), is(20L));
    timers.advanceInputWatermark(95);
    assertThat(pollAll(), contains("a x 90"));
    assertThat(outputWatermark(), is(60L));
    assertThat(pollAll(), is(empty()));
    context.clock().advance(6);
    assertThat(pollAll().size(), is(1));
    assertThat(outputWatermark(), is(95L));
  }

  @Test
  void drainsProcessingTimeStepByStep() {
    long now = context.clock().currentMillis();
    set("a", "soon", now + 10, 5, TimeDomain.PROCESSING_TIME);
    set("b", "late", now + 20, 5, TimeDomain.PROCESSING_TIME);
    assertThat(timers.earliestProcessingTime(), is(now + 10));
    assertThat(timers.latestProcessingTime(), is(now + 20));
    assertThat(pollAll(), is(empty()));

    timers.drainProcessingTime(now + 11);
    assertThat(pollAll(), contains("a soon " + (now + 10)));
    assertThat(timers.currentProcessingTime().getMillis(), is(now + 11));
    timers.drainProcessingTime(now + 21);
    assertThat(pollAll(), contains("b late " + (now + 20)));
    assertThat(timers.earliestProcessingTime(), is(EarliestTimes.NONE));
    assertThat(timers.latestProcessingTime(), is(Long.MIN_VALUE));
  }

  @Test
  void timersOfSynchronizedTimeWaitForTheClocksBeforeThem() {
    timers = synchronizedTimers(100);
    long now = context.clock().currentMillis();
    set("a", "synchronized", now, now, TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    set("a", "own", now, now, TimeDomain.PROCESSING_TIME);
    context.clock().advance(100);
    assertThat(pollAll(), contains("a own " + now));
    context.clock().advance(1);

    assertThat(pollAll(), hasSize(1));
  }

  @Test
  void synchronizedTimersWaitForSendersThatAreBehindInTheirWindow() {
    timers = synchronizedTimers(0);
    long now = context.clock().currentMillis();
    context.leadingWatermarkIs(WINDOW_END);
    set("a", "first", now, now, TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    context.clock().advance(1);
    assertThat(pollAll(), hasSize(1));

    context.leadingWatermarkIs(WINDOW_END + 1);
    set("a", "second", now, now, TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    assertThat(pollAll(), is(empty()));
    context.clock().advance(500);
    assertThat(pollAll(), is(empty()));

    timers.advanceInputWatermark(WINDOW_END + 1);
    context.clock().advance(SynchronizedTime.LOOK_AGAIN_MS + 1);
    assertThat(pollAll(), hasSize(1));
  }

  @Test
  void synchronizedTimersWaitForTheWatermarkThatComesAfterAPaneOnTime() {
    timers = synchronizedTimers(0);
    long now = context.clock().currentMillis();
    context.leadingWatermarkIs(0);
    timers.sawElement(pane(Timing.EARLY), Instant.ofEpochMilli(WINDOW_END));
    set("a", "early", now, now, TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    context.clock().advance(1);
    assertThat(pollAll(), hasSize(1));

    timers.sawElement(pane(Timing.ON_TIME), Instant.ofEpochMilli(WINDOW_END));
    set("a", "on time", now, now, TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    context.clock().advance(500);
    assertThat(pollAll(), is(empty()));

    timers.advanceInputWatermark(WINDOW_END + 1);
    context.clock().advance(SynchronizedTime.LOOK_AGAIN_MS + 1);
    assertThat(pollAll(), hasSize(1));
  }

  private KeyedTimers synchronizedTimers(long delayMs) {
    return new KeyedTimers(
        context,
        new Namespaces(IntervalWindow.getCoder()),
        TimerHolds.NONE,
        0,
        new SynchronizedTime(delayMs, 1_000));
  }

  private static PaneInfo pane(Timing timing) {
    return PaneInfo.createPane(true, true, timing);
  }

  @Test
  void synchronizedTimersDoNotWaitForEver() {
    timers = synchronizedTimers(0);
    long now = context.clock().currentMillis();
    context.leadingWatermarkIs(WINDOW_END + 1);
    set("a", "id", now, now, TimeDomain.SYNCHRONIZED_PROCESSING_TIME);
    context.clock().advance(1);
    assertThat(pollAll(), is(empty()));
    timers.advanceInputWatermark(5);
    context.clock().advance(1_000);

    assertThat(pollAll(), hasSize(1));
  }
}
