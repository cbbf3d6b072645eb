package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sets, with the first element of a key and window, an event-time timer that sets itself again a
 * few times, but not beyond the end of its window.
 */
public final class EventTimeLoop
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Loop()));
  }

  static final class Loop extends DoFn<KV<String, String>, KV<String, String>> {
    private static final Duration PERIOD = Duration.standardSeconds(4);
    private static final int ROUNDS = 3;

    @StateId("rounds")
    private final StateSpec<ValueState<Integer>> rounds = StateSpecs.value();

    @TimerId("loop")
    private final TimerSpec loop = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        @StateId("rounds") ValueState<Integer> rounds,
        @TimerId("loop") Timer loop,
        OutputReceiver<KV<String, String>> out) {
      if (rounds.read() == null && timestamp.isBefore(window.maxTimestamp())) {
        rounds.write(0);
        loop.set(next(timestamp, window));
      }
      // The pane of a whole window comes with the jump of the watermark that fires timers; which of
      // them is first, the model leaves open.
      boolean atTheEnd = timestamp.equals(window.maxTimestamp());
      String shown = atTheEnd ? "end" : String.valueOf(rounds.read());
      out.output(KV.of(element.getKey(), element.getValue() + "*" + shown));
    }

    /** Times are absolute: Beam's runners differ in what event time is relative to. */
    private static Instant next(Instant timestamp, BoundedWindow window) {
      Instant next = timestamp.plus(PERIOD);
      return next.isAfter(window.maxTimestamp()) ? window.maxTimestamp() : next;
    }

    @OnTimer("loop")
    public void onLoop(
        @Key String key,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        @StateId("rounds") ValueState<Integer> rounds,
        @TimerId("loop") Timer loop,
        OutputReceiver<KV<String, String>> out) {
      @Nullable Integer before = rounds.read();
      int round = (before == null ? 0 : before) + 1;
      out.output(KV.of(key, "round" + round));
      if (round < ROUNDS && timestamp.isBefore(window.maxTimestamp())) {
        rounds.write(round);
        loop.set(next(timestamp, window));
      } else {
        rounds.clear();
      }
    }
  }
}
