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
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/** Buffers values, and emits them by an event-time timer at the end of their window. */
public final class FlushAtWindowEnd
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {
  private final boolean holds;

  /**
   * Makes the transform.
   *
   * @param holds whether the output has the time of the last element, or of the timer
   */
  public FlushAtWindowEnd(boolean holds) {
    this.holds = holds;
  }

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Flush(holds)));
  }

  static final class Flush extends DoFn<KV<String, String>, KV<String, String>> {
    private final boolean holds;

    @StateId("values")
    private final StateSpec<BagState<String>> values = StateSpecs.bag(StringUtf8Coder.of());

    @TimerId("end")
    private final TimerSpec end = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    Flush(boolean holds) {
      this.holds = holds;
    }

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        @StateId("values") BagState<String> values,
        @TimerId("end") Timer end) {
      values.add(element.getValue());
      if (holds) {
        end.withOutputTimestamp(timestamp).set(window.maxTimestamp());
      } else {
        end.set(window.maxTimestamp());
      }
    }

    @OnTimer("end")
    public void onEnd(
        @Key String key,
        @StateId("values") BagState<String> values,
        OutputReceiver<KV<String, String>> out) {
      out.output(KV.of(key, "end" + Values.sorted(values.read())));
      values.clear();
    }
  }
}
