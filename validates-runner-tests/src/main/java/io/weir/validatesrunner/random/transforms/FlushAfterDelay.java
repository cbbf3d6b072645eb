package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Buffers values until none has come for some processing time; a value whose number is a multiple
 * of five clears the timer.
 */
public final class FlushAfterDelay
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Flush()));
  }

  static final class Flush extends DoFn<KV<String, String>, KV<String, String>> {
    private static final Duration DELAY = Duration.standardSeconds(8);

    @StateId("values")
    private final StateSpec<BagState<String>> values = StateSpecs.bag(StringUtf8Coder.of());

    @TimerId("delay")
    private final TimerSpec delay = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @StateId("values") BagState<String> values,
        @TimerId("delay") Timer delay) {
      values.add(element.getValue());
      if (Values.number(element.getValue()) % 5 == 0) {
        delay.clear();
      } else {
        delay.offset(DELAY).setRelative();
      }
    }

    @OnTimer("delay")
    public void onDelay(
        @Key String key,
        @StateId("values") BagState<String> values,
        OutputReceiver<KV<String, String>> out) {
      out.output(KV.of(key, "delay" + Values.sorted(values.read())));
      values.clear();
    }
  }
}
