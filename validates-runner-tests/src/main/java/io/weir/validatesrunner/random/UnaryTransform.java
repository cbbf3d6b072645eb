package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.transforms.Batched;
import io.weir.validatesrunner.random.transforms.Collected;
import io.weir.validatesrunner.random.transforms.Combined;
import io.weir.validatesrunner.random.transforms.CountInState;
import io.weir.validatesrunner.random.transforms.EventTimeLoop;
import io.weir.validatesrunner.random.transforms.FlushAfterDelay;
import io.weir.validatesrunner.random.transforms.FlushAtWindowEnd;
import io.weir.validatesrunner.random.transforms.Grouped;
import io.weir.validatesrunner.random.transforms.KeepEven;
import io.weir.validatesrunner.random.transforms.KeepUntilExpiration;
import io.weir.validatesrunner.random.transforms.KeyedBy;
import io.weir.validatesrunner.random.transforms.ProcessingTimeLoop;
import io.weir.validatesrunner.random.transforms.Repeated;
import io.weir.validatesrunner.random.transforms.Shuffled;
import io.weir.validatesrunner.random.transforms.Tagged;
import io.weir.validatesrunner.random.transforms.TimerPerTag;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** The transforms with one input and one output, and what {@link Determinism} asks of each. */
enum UnaryTransform {
  TAG(Needs.NOTHING, Leaves.ORDER, Tagged::new, "new Tagged()"),
  KEEP_EVEN(Needs.NOTHING, Leaves.ORDER, KeepEven::new, "new KeepEven()"),
  REPEAT(Needs.NOTHING, Leaves.NO_ORDER, Repeated::new, "new Repeated()"),
  KEY_BY_NUMBER(Needs.NOTHING, Leaves.ORDER_OF_ALL, KeyedBy::new, "new KeyedBy()"),
  SHUFFLE(Needs.NOTHING, Leaves.ORDER, Shuffled::new, "new Shuffled()"),
  GROUP(Needs.PANES_PER_KEY, Leaves.ORDER_PER_KEY, Grouped::new, "new Grouped()"),
  COMBINE(Needs.PANES_PER_KEY, Leaves.ORDER_PER_KEY, () -> new Combined(0), "new Combined(0)"),
  COMBINE_HOT(
      Needs.PANES_BY_WATERMARK, Leaves.ORDER_PER_KEY, () -> new Combined(3), "new Combined(3)"),
  COMBINE_GLOBALLY(Needs.PANES, Leaves.ORDER_PER_KEY, Combined::globally, "Combined.globally()"),
  BATCH(Needs.ORDER_PER_KEY, Leaves.NO_ORDER, () -> new Batched(0), "new Batched(0)"),
  BATCH_FOR_A_TIME(
      Needs.ORDER_OF_EVENTS, Leaves.NO_ORDER, () -> new Batched(7000), "new Batched(7000)"),
  COUNT_IN_STATE(Needs.ORDER_PER_KEY, Leaves.ORDER, CountInState::new, "new CountInState()"),
  COLLECT(Needs.ORDER_PER_KEY, Leaves.ORDER, Collected::new, "new Collected()"),
  KEEP_UNTIL_EXPIRATION(
      Needs.STATE, Leaves.NO_ORDER, KeepUntilExpiration::new, "new KeepUntilExpiration()"),
  FLUSH_AT_WINDOW_END(
      Needs.TIMER_AT_WINDOW_END,
      Leaves.NO_ORDER,
      () -> new FlushAtWindowEnd(false),
      "new FlushAtWindowEnd(false)"),
  FLUSH_AT_WINDOW_END_WITH_HOLD(
      Needs.ORDER_PER_KEY,
      Leaves.NO_ORDER,
      () -> new FlushAtWindowEnd(true),
      "new FlushAtWindowEnd(true)"),
  FLUSH_AFTER_DELAY(
      Needs.ORDER_OF_EVENTS, Leaves.NO_ORDER, FlushAfterDelay::new, "new FlushAfterDelay()"),
  TIMER_PER_TAG(Needs.ORDER_PER_KEY, Leaves.NO_ORDER, TimerPerTag::new, "new TimerPerTag()"),
  EVENT_TIME_LOOP(Needs.ORDER_PER_KEY, Leaves.NO_ORDER, EventTimeLoop::new, "new EventTimeLoop()"),
  PROCESSING_TIME_LOOP(
      Needs.ORDER_OF_EVENTS, Leaves.NO_ORDER, ProcessingTimeLoop::new, "new ProcessingTimeLoop()");

  /** What its input must be like for its output to be determined. */
  enum Needs {
    /** Works on each element alone. */
    NOTHING,
    /** Groups by key: a pane must not depend on the order of elements of a key. */
    PANES_PER_KEY,
    /** Groups all keys as one. */
    PANES,
    /** Groups in more than one step, of which the first is not by key. */
    PANES_BY_WATERMARK,
    /** Keeps state, but does not look at the order. */
    STATE,
    /** Keeps state, and looks again at what comes after the end of the window. */
    TIMER_AT_WINDOW_END,
    /** Keeps state, and elements of a key must have an order. */
    ORDER_PER_KEY,
    /** Keeps state and timers in processing time: elements must come with events of their own. */
    ORDER_OF_EVENTS
  }

  /** What its output is like. */
  enum Leaves {
    /** As its input. */
    ORDER,
    /** As its input, if that has an order over all keys. */
    ORDER_OF_ALL,
    /** At most one element of a key and a window in one event. */
    ORDER_PER_KEY,
    /** Any number of elements in one event. */
    NO_ORDER
  }

  private final Needs needs;
  private final Leaves leaves;

  // A constructor reference has no state; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<
          PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>>>
      transform;

  private final String java;

  UnaryTransform(
      Needs needs,
      Leaves leaves,
      Supplier<PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>>>
          transform,
      String java) {
    this.needs = needs;
    this.leaves = leaves;
    this.transform = transform;
    this.java = java;
  }

  Needs needs() {
    return needs;
  }

  Leaves leaves() {
    return leaves;
  }

  PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> transform() {
    return transform.get();
  }

  String java() {
    return java;
  }
}
