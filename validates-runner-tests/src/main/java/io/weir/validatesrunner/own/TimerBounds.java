package io.weir.validatesrunner.own;

import java.io.Serializable;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

/** Timers that are set beyond their window, or may not emit, are refused where they are used. */
public final class TimerBounds implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String REFUSED = "refused";

  /** The pipeline of a test. */
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void anEventTimerBehindTheWindowIsRefused() {
    expectRefusal(new EventTimerFn());
  }

  @Test
  public void aHoldOfAnEventTimerBehindTheWindowIsRefused() {
    expectRefusal(new EventTimerHoldFn());
  }

  @Test
  public void aHoldOfAProcessingTimerBehindTheWindowIsRefused() {
    expectRefusal(new ProcessingTimerHoldFn());
  }

  @Test
  public void aTimerWithoutOutputTimestampMayNotEmit() {
    expectRefusal(new SilentTimerFn());
  }

  @Test
  public void aTimerWithoutOutputTimestampMayNotEmitInAStream() {
    pipeline.getOptions().as(StreamingOptions.class).setStreaming(true);
    expectRefusal(new SilentTimerFn());
  }

  private void expectRefusal(DoFn<KV<String, Integer>, String> fn) {
    PAssert.that(
            pipeline
                .apply(
                    Create.timestamped(TimestampedValue.of(KV.of("k", 1), Instant.ofEpochMilli(3))))
                .apply(ParDo.of(fn)))
        .containsInAnyOrder(REFUSED);
    pipeline.run();
  }

  private static String answerOf(Runnable use, String... words) {
    try {
      use.run();
      return "accepted";
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      for (String word : words) {
        if (!message.contains(word)) {
          return "refused for another reason: " + message;
        }
      }
      return REFUSED;
    }
  }

  static final class EventTimerFn extends DoFn<KV<String, Integer>, String> {
    private static final long serialVersionUID = 1;

    @TimerId("timer")
    private final TimerSpec spec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(
        BoundedWindow window, @TimerId("timer") Timer timer, OutputReceiver<String> out) {
      Instant behind = window.maxTimestamp().plus(Duration.millis(1));
      out.output(answerOf(() -> timer.set(behind), "timer", "expiration"));
    }

    @OnTimer("timer")
    public void onTimer() {}
  }

  static final class EventTimerHoldFn extends DoFn<KV<String, Integer>, String> {
    private static final long serialVersionUID = 1;

    @TimerId("timer")
    private final TimerSpec spec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(
        BoundedWindow window, @TimerId("timer") Timer timer, OutputReceiver<String> out) {
      Instant last = window.maxTimestamp();
      out.output(
          answerOf(
              () -> timer.withOutputTimestamp(last.plus(Duration.millis(1))).set(last),
              "timer",
              "output timestamp"));
    }

    @OnTimer("timer")
    public void onTimer() {}
  }

  static final class ProcessingTimerHoldFn extends DoFn<KV<String, Integer>, String> {
    private static final long serialVersionUID = 1;

    @TimerId("timer")
    private final TimerSpec spec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    @ProcessElement
    public void process(
        BoundedWindow window, @TimerId("timer") Timer timer, OutputReceiver<String> out) {
      Instant behind = window.maxTimestamp().plus(Duration.millis(1));
      out.output(
          answerOf(
              () ->
                  timer
                      .withOutputTimestamp(behind)
                      .offset(Duration.standardSeconds(1))
                      .setRelative(),
              "timer",
              "output timestamp"));
    }

    @OnTimer("timer")
    public void onTimer() {}
  }

  /** Keeps the answer in state, from where a timer that may emit takes it. */
  static final class SilentTimerFn extends DoFn<KV<String, Integer>, String> {
    private static final long serialVersionUID = 1;

    @StateId("answer")
    private final StateSpec<ValueState<String>> answerSpec = StateSpecs.value();

    @TimerId("silent")
    private final TimerSpec silentSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("speaking")
    private final TimerSpec speakingSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(
        @Timestamp Instant timestamp,
        @TimerId("silent") Timer silent,
        @TimerId("speaking") Timer speaking) {
      silent.withNoOutputTimestamp().set(timestamp.plus(Duration.millis(10)));
      speaking.set(timestamp.plus(Duration.millis(20)));
    }

    @OnTimer("silent")
    public void onSilent(@StateId("answer") ValueState<String> answer, OutputReceiver<String> out) {
      answer.write(answerOf(() -> out.output("emitted"), "Cannot output with timestamp"));
    }

    @OnTimer("speaking")
    public void onSpeaking(
        @StateId("answer") ValueState<String> answer, OutputReceiver<String> out) {
      out.output(String.valueOf(answer.read()));
    }
  }
}
