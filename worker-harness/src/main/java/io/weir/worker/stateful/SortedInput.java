package io.weir.worker.stateful;

import java.util.function.Consumer;
import org.apache.beam.runners.core.LateDataUtils;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Puts the elements of a key and window into the order of their timestamps, equal ones in the order
 * in which they came: each waits until the watermark has passed it by the allowed lateness, so that
 * nothing earlier can come. Until then it holds the output watermark at its own timestamp.
 *
 * <p>A timer stands for the earliest element; it fires in turn with the DoFn's own timers.
 *
 * <p>Thread: subtask thread.
 */
final class SortedInput {
  private static final String FLUSH = "__weirSortedInputFlush";
  private static final long NONE = Long.MAX_VALUE;

  /** The least timestamp that waits in the window, and the number of the next element. */
  private static final StateTag<ValueState<KV<Long, Long>>> HEAD =
      StateTags.makeSystemTagInternal(
          StateTags.value("sorted-input", KvCoder.of(VarLongCoder.of(), VarLongCoder.of())));

  private final SortBuffer buffer;
  private final CurrentKey currentKey;
  private final WindowingStrategy<?, ?> windowing;
  private final Coder<BoundedWindow> windowCoder;

  SortedInput(
      SortBuffer buffer,
      CurrentKey currentKey,
      WindowingStrategy<?, ?> windowing,
      Coder<BoundedWindow> windowCoder) {
    this.buffer = buffer;
    this.currentKey = currentKey;
    this.windowing = windowing;
    this.windowCoder = windowCoder;
  }

  /** Keeps an element of the current key; false if it comes too late to be put into order. */
  boolean keep(BoundedWindow window, WindowedValue<Object> element) {
    Instant latest = element.getTimestamp().plus(lateness());
    if (currentKey.timerInternals().currentInputWatermarkTime().isAfter(latest)) {
      return false;
    }
    ValueState<KV<Long, Long>> head = head(window);
    KV<Long, Long> before = head.read();
    long least = before == null ? NONE : before.getKey();
    long number = before == null ? 0 : before.getValue();
    buffer.add(currentKey.key(), window, number, element);
    long timestamp = element.getTimestamp().getMillis();
    if (timestamp < least) {
      setTimer(window, timestamp);
    }
    head.write(KV.of(Math.min(least, timestamp), number + 1));
    return true;
  }

  /** Whether the timer is the one that calls for {@link #flush}. */
  boolean isFlush(TimerData timer) {
    return timer.getTimerId().equals(FLUSH);
  }

  /** Hands on the elements of the current key up to the timestamp. */
  void flush(BoundedWindow window, Instant upTo, Consumer<WindowedValue<Object>> next) {
    buffer.takeUpTo(currentKey.key(), window, upTo.getMillis()).forEach(next);
    long least = buffer.leastTimestamp(currentKey.key(), window).orElse(NONE);
    ValueState<KV<Long, Long>> head = head(window);
    KV<Long, Long> before = head.read();
    if (before != null) {
      head.write(KV.of(least, before.getValue()));
    }
    if (least != NONE) {
      setTimer(window, least);
    }
  }

  /** The window has expired, and with it all elements have been handed on. */
  void forget(BoundedWindow window) {
    head(window).clear();
  }

  private ValueState<KV<Long, Long>> head(BoundedWindow window) {
    return currentKey.state(namespace(window), HEAD);
  }

  private StateNamespace namespace(BoundedWindow window) {
    return StateNamespaces.window(windowCoder, window);
  }

  private void setTimer(BoundedWindow window, long timestamp) {
    Instant element = Instant.ofEpochMilli(timestamp);
    Instant due = element.plus(lateness());
    Instant expiration = LateDataUtils.garbageCollectionTime(window, windowing);
    currentKey
        .timerInternals()
        .setTimer(
            namespace(window),
            FLUSH,
            "",
            due.isAfter(expiration) ? expiration : due,
            element,
            TimeDomain.EVENT_TIME);
  }

  private Duration lateness() {
    return windowing.getAllowedLateness();
  }
}
