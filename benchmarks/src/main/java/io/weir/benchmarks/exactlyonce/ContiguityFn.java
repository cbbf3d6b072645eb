package io.weir.benchmarks.exactlyonce;

import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Expects the numbers of every key in order, without gap and each once; anything else comes out as
 * a line of its own. A timer of each key fires at the end of every interval of event time, and sets
 * the next one. Comes out: a line for each time that a timer fires.
 */
final class ContiguityFn extends DoFn<KV<Long, Long>, String> {
  /** Event time between two timers of a key. */
  static final long INTERVAL_MILLIS = 1_000;

  private static final long serialVersionUID = 1;

  @StateId("next")
  private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value();

  @StateId("key")
  private final StateSpec<ValueState<Long>> keySpec = StateSpecs.value();

  @TimerId("interval")
  private final TimerSpec intervalSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final long lastInterval;
  private final Counter inOrder = Metrics.counter(ContiguityFn.class, "inOrder");

  /**
   * A checker.
   *
   * @param numbersPerKey how many numbers each key has
   */
  ContiguityFn(long numbersPerKey) {
    lastInterval = intervals(numbersPerKey) * INTERVAL_MILLIS;
  }

  /** How many intervals, and so timers of a key, there are. */
  static long intervals(long numbersPerKey) {
    long lastTimestamp = (numbersPerKey - 1) * SequenceSource.STEP_MILLIS;
    return lastTimestamp / INTERVAL_MILLIS + 1;
  }

  /** The line of a timer that fired. */
  static String timerLine(long key, long time) {
    return "timer " + key + " " + time;
  }

  @ProcessElement
  public void process(
      @Element KV<Long, Long> element,
      @StateId("next") ValueState<Long> next,
      @StateId("key") ValueState<Long> key,
      @TimerId("interval") Timer interval,
      OutputReceiver<String> out) {
    Long stored = next.read();
    long expected = stored == null ? 0 : stored;
    if (stored == null) {
      key.write(element.getKey());
      // The end of an interval: an element exactly there belongs to the next.
      interval.set(Instant.ofEpochMilli(INTERVAL_MILLIS - 1));
    }
    if (element.getValue() == expected) {
      inOrder.inc();
    } else {
      out.output(
          "wrong %d %d instead of %d".formatted(element.getKey(), element.getValue(), expected));
    }
    next.write(element.getValue() + 1);
  }

  @OnTimer("interval")
  public void onInterval(
      OnTimerContext context,
      @StateId("key") ValueState<Long> key,
      @TimerId("interval") Timer interval,
      OutputReceiver<String> out) {
    long end = context.timestamp().getMillis() + 1;
    out.output(timerLine(Objects.requireNonNull(key.read()), end));
    if (end < lastInterval) {
      interval.set(Instant.ofEpochMilli(end + INTERVAL_MILLIS - 1));
    }
  }
}
