package io.weir.validatesrunner.random;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.Window.ClosingBehavior;
import org.apache.beam.sdk.transforms.windowing.Window.OnTimeBehavior;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/**
 * Everything that a Window transform says.
 *
 * @param accumulates whether a pane repeats what earlier panes of its window held
 * @param latenessMs allowed lateness
 * @param timestamp what time a pane gets
 * @param closing whether a window closes with a pane even if nothing is new
 * @param onTime whether there is an on-time pane even if nothing is new
 */
record WindowingSpec(
    WindowFnSpec windowFn,
    TriggerSpec trigger,
    boolean accumulates,
    long latenessMs,
    TimestampCombiner timestamp,
    ClosingBehavior closing,
    OnTimeBehavior onTime) {

  /** The windowing of a source. */
  static final WindowingSpec INITIAL = plain(new WindowFnSpec.Global());

  static WindowingSpec plain(WindowFnSpec windowFn) {
    return new WindowingSpec(
        windowFn,
        new TriggerSpec.Default(),
        false,
        0,
        TimestampCombiner.END_OF_WINDOW,
        ClosingBehavior.FIRE_IF_NON_EMPTY,
        OnTimeBehavior.FIRE_ALWAYS);
  }

  /**
   * Whether the model says which panes there are, and when.
   *
   * <p>Two things it leaves open. Beam's Javadoc promises an on-time pane in any case; if the
   * trigger did not fire at the window's end, Beam's implementation makes a pane without elements
   * when the window is garbage, or none, and it is on time or late: that depends on how far the
   * watermark jumps. And an element that is late for the output watermark gets another time, or a
   * late pane; that watermark is held by other keys, and how many have one in common is the
   * runner's choice.
   */
  boolean hasDeterminedPanes(boolean isNeverLate) {
    boolean hasHoldsBeforeWatermark =
        timestamp != TimestampCombiner.END_OF_WINDOW
            || (latenessMs > 0 && !trigger.firesAtWindowEnd());
    boolean hasEmptyOnTimePane = trigger.firesAtWindowEnd() && onTime == OnTimeBehavior.FIRE_ALWAYS;
    boolean hasNoEmptyPane =
        closing == ClosingBehavior.FIRE_IF_NON_EMPTY
            && (trigger.firesAtWindowEnd() || onTime == OnTimeBehavior.FIRE_IF_NON_EMPTY);
    return (isNeverLate || !hasHoldsBeforeWatermark)
        && (latenessMs == 0 || hasEmptyOnTimePane || hasNoEmptyPane);
  }

  Window<KV<String, String>> transform() {
    Window<KV<String, String>> window =
        Window.<KV<String, String>>into(windowFn.windowFn())
            .triggering(trigger.trigger())
            .withAllowedLateness(Duration.millis(latenessMs), closing)
            .withTimestampCombiner(timestamp)
            .withOnTimeBehavior(onTime);
    return accumulates ? window.accumulatingFiredPanes() : window.discardingFiredPanes();
  }

  String java() {
    return """
        Window.<KV<String, String>>into(%s)
                .triggering(%s)
                .withAllowedLateness(Duration.millis(%d), ClosingBehavior.%s)
                .withTimestampCombiner(TimestampCombiner.%s)
                .withOnTimeBehavior(OnTimeBehavior.%s)
                .%s()"""
        .formatted(
            windowFn.java(),
            trigger.java(),
            latenessMs,
            closing,
            timestamp,
            onTime,
            accumulates ? "accumulatingFiredPanes" : "discardingFiredPanes");
  }

  WindowingSpec withTrigger(TriggerSpec other) {
    return new WindowingSpec(windowFn, other, accumulates, latenessMs, timestamp, closing, onTime);
  }

  /** What it means behind another: Beam takes the greater lateness of both. */
  WindowingSpec behind(WindowingSpec other) {
    return new WindowingSpec(
        windowFn,
        trigger,
        accumulates,
        Math.max(latenessMs, other.latenessMs),
        timestamp,
        closing,
        onTime);
  }

  /** Simpler windowing that could stand in its place, the simplest first. */
  List<WindowingSpec> simpler() {
    List<WindowingSpec> simpler = new ArrayList<>();
    simpler.add(plain(windowFn));
    if (windowFn instanceof WindowFnSpec.Sliding sliding) {
      simpler.add(withWindowFn(new WindowFnSpec.Fixed(sliding.sizeMs(), 0)));
    } else if (windowFn instanceof WindowFnSpec.Fixed fixed && fixed.offsetMs() != 0) {
      simpler.add(withWindowFn(new WindowFnSpec.Fixed(fixed.sizeMs(), 0)));
    }
    simpler.add(withWindowFn(new WindowFnSpec.Global()));
    trigger.simpler().forEach(part -> simpler.add(withTrigger(part)));
    WindowingSpec plain = plain(windowFn);
    simpler.add(
        new WindowingSpec(
            windowFn, trigger, false, latenessMs, plain.timestamp, plain.closing, plain.onTime));
    simpler.add(
        new WindowingSpec(
            windowFn, trigger, accumulates, latenessMs, plain.timestamp, closing, onTime));
    simpler.add(
        new WindowingSpec(
            windowFn, trigger, accumulates, latenessMs, timestamp, plain.closing, plain.onTime));
    simpler.add(new WindowingSpec(windowFn, trigger, accumulates, 0, timestamp, closing, onTime));
    simpler.removeIf(this::equals);
    return simpler;
  }

  private WindowingSpec withWindowFn(WindowFnSpec other) {
    return new WindowingSpec(other, trigger, accumulates, latenessMs, timestamp, closing, onTime);
  }
}
