package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.TimerMap;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Sets, for each element, one of three timers of a family a little later, within its window. */
public final class TimerPerTag
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new SetTimers()));
  }

  static final class SetTimers extends DoFn<KV<String, String>, KV<String, String>> {
    private static final Duration DELAY = Duration.millis(3000);

    @TimerFamily("tags")
    @SuppressWarnings("UnusedVariable") // Beam reads it
    private final TimerSpec tags = TimerSpecs.timerMap(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        @TimerFamily("tags") TimerMap tags) {
      int number = Values.number(element.getValue());
      Instant later = timestamp.plus(DELAY);
      tags.set(
          "t" + number % 3, later.isAfter(window.maxTimestamp()) ? window.maxTimestamp() : later);
      if (number % 7 == 6) {
        tags.get("t0").clear();
      }
    }

    @OnTimerFamily("tags")
    public void onTag(
        @TimerId String tag,
        @Key String key,
        @Timestamp Instant timestamp,
        OutputReceiver<KV<String, String>> out) {
      out.output(KV.of(key, tag + "@" + timestamp.getMillis()));
    }
  }
}
