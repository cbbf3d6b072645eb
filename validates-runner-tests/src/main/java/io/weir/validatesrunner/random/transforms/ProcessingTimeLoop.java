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
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sets, with the first element, a processing-time timer that sets itself again a few times. */
public final class ProcessingTimeLoop
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
    private final TimerSpec loop = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @StateId("rounds") ValueState<Integer> rounds,
        @TimerId("loop") Timer loop,
        OutputReceiver<KV<String, String>> out) {
      if (rounds.read() == null) {
        rounds.write(0);
        loop.offset(PERIOD).setRelative();
      }
      out.output(KV.of(element.getKey(), element.getValue() + "*" + rounds.read()));
    }

    @OnTimer("loop")
    public void onLoop(
        @Key String key,
        @StateId("rounds") ValueState<Integer> rounds,
        @TimerId("loop") Timer loop,
        OutputReceiver<KV<String, String>> out) {
      @Nullable Integer before = rounds.read();
      int round = (before == null ? 0 : before) + 1;
      out.output(KV.of(key, "round" + round));
      if (round < ROUNDS) {
        rounds.write(round);
        loop.offset(PERIOD).setRelative();
      } else {
        rounds.clear();
      }
    }
  }
}
