package io.weir.worker.process;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/** A pipeline that has a little of everything and no effect. */
final class RehearsalPipeline {
  private RehearsalPipeline() {}

  static Pipeline create() {
    // Without options: with some, Beam makes their runner, which is not on this class path.
    Pipeline pipeline = Pipeline.create();
    PCollection<KV<String, Integer>> input =
        pipeline.apply(Create.of(KV.of("a", 1), KV.of("b", 2))).apply(Reshuffle.of());
    PCollectionView<Iterable<KV<String, Integer>>> view = input.apply(View.asIterable());
    PCollection<KV<String, Integer>> sums =
        input
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
            .apply(Sum.integersPerKey());
    sums.apply(ParDo.of(new Keep()));
    sums.apply(ParDo.of(new Look(view)).withSideInputs(view));
    input
        .apply(
            Window.<KV<String, Integer>>configure()
                .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply(GroupByKey.create())
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via((SerializableFunction<KV<String, Iterable<Integer>>, String>) KV::getKey));
    return pipeline;
  }

  static final class Keep extends DoFn<KV<String, Integer>, Integer> {
    @StateId("last")
    private final StateSpec<ValueState<Integer>> lastSpec = StateSpecs.value(VarIntCoder.of());

    @TimerId("end")
    private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(
        @Element KV<String, Integer> element,
        @StateId("last") ValueState<Integer> last,
        @TimerId("end") Timer end) {
      last.write(element.getValue());
      end.offset(Duration.millis(1)).setRelative();
    }

    @OnTimer("end")
    public void onEnd(@StateId("last") ValueState<Integer> last, OutputReceiver<Integer> out) {
      out.output(last.read());
    }
  }

  static final class Look extends DoFn<KV<String, Integer>, Boolean> {
    private final PCollectionView<Iterable<KV<String, Integer>>> view;

    Look(PCollectionView<Iterable<KV<String, Integer>>> view) {
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(context.sideInput(view).iterator().hasNext());
    }
  }
}
