package io.weir.worker.stateful;

import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Does what its elements say, each of which is a word and a number: "add n" adds to the sum and
 * emits it; "at n", "before n" and "clear n" set and clear event-time timers; "after n" sets a
 * processing-time timer. The names of timers that fire are emitted.
 */
final class StatefulFn extends DoFn<KV<String, String>, String> {
  private static final long serialVersionUID = 1;

  @StateId("sum")
  private final StateSpec<ValueState<Long>> sumSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId("first")
  private final TimerSpec firstSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("second")
  private final TimerSpec secondSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("third")
  private final TimerSpec thirdSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("clock")
  private final TimerSpec clockSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @TimerId("alarm")
  private final TimerSpec alarmSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @ProcessElement
  public void process(
      @Element KV<String, String> element,
      @Timestamp Instant timestamp,
      @StateId("sum") ValueState<Long> sum,
      @TimerId("first") Timer first,
      @TimerId("second") Timer second,
      @TimerId("clock") Timer clock,
      @TimerId("alarm") Timer alarm,
      OutputReceiver<String> output) {
    String[] words = element.getValue().split(" ", -1);
    long number = Long.parseLong(words[1]);
    switch (words[0]) {
      case "add" -> {
        Long before = sum.read();
        sum.write(before == null ? number : before + number);
        output.output("sum " + sum.read());
      }
      case "first" -> first.withOutputTimestamp(timestamp).set(Instant.ofEpochMilli(number));
      case "second" -> second.withOutputTimestamp(timestamp).set(Instant.ofEpochMilli(number));
      case "silent" -> first.withNoOutputTimestamp().set(Instant.ofEpochMilli(number));
      case "clear" -> first.clear();
      case "clock" -> clock.offset(Duration.millis(number)).setRelative();
      case "alarm" -> alarm.offset(Duration.millis(number)).setRelative();
      default -> throw new IllegalArgumentException(element.getValue());
    }
  }

  /** Sets the third timer to the time after its own, and the second one if it is not set. */
  @OnTimer("first")
  public void onFirst(
      OnTimerContext context, @TimerId("third") Timer third, OutputReceiver<String> output) {
    output.output("first " + context.fireTimestamp().getMillis());
    third
        .withOutputTimestamp(context.timestamp())
        .set(context.fireTimestamp().plus(Duration.millis(1)));
  }

  @OnTimer("second")
  public void onSecond(OnTimerContext context, OutputReceiver<String> output) {
    output.output("second " + context.fireTimestamp().getMillis());
  }

  @OnTimer("third")
  public void onThird(OnTimerContext context, OutputReceiver<String> output) {
    output.output("third " + context.fireTimestamp().getMillis());
  }

  /** Silences the alarm. */
  @OnTimer("clock")
  public void onClock(@TimerId("alarm") Timer alarm, OutputReceiver<String> output) {
    output.output("clock");
    alarm.clear();
  }

  @OnTimer("alarm")
  public void onAlarm(OutputReceiver<String> output) {
    output.output("alarm");
  }

  @OnWindowExpiration
  public void onExpiration(@StateId("sum") ValueState<Long> sum, OutputReceiver<String> output) {
    output.output("expired with " + sum.read());
  }
}
