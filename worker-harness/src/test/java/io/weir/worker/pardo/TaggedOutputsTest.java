package io.weir.worker.pardo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import io.weir.worker.job.BeamJob;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.testing.FakeOperatorContext;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.CrashingRunner;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class TaggedOutputsTest {
  private static final TupleTag<byte[]> MAIN = new TupleTag<>("main") {};
  private static final TupleTag<byte[]> SIDE = new TupleTag<>("side") {};
  private static final Instant TIME = Instant.ofEpochMilli(15);
  private static final IntervalWindow WINDOW =
      new IntervalWindow(Instant.ofEpochMilli(10), Instant.ofEpochMilli(20));

  private final FakeOperatorContext context = new FakeOperatorContext();
  private final byte[] bytes = {1, 2};
  private final WindowedValue<byte[]> value =
      WindowedValues.of(bytes, TIME, WINDOW, PaneInfo.ON_TIME_AND_ONLY_FIRING);

  private TaggedOutputs outputs(boolean copies) throws Exception {
    var options = PipelineOptionsFactory.create();
    options.setRunner(CrashingRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(new byte[] {1}))
        .apply("Split", ParDo.of(new SilentFn()).withOutputTags(MAIN, TupleTagList.of(SIDE)));
    BeamJob job =
        BeamJob.of(
            Planner.plan(PipelineTranslator.toProto(pipeline), options).graph().payload(),
            TaggedOutputsTest.class.getClassLoader());
    String transform =
        job.components().getTransformsMap().entrySet().stream()
            .filter(t -> t.getValue().getUniqueName().startsWith("Split"))
            .filter(t -> PTransformTranslation.PAR_DO_TRANSFORM_URN.equals(urnOf(t.getValue())))
            .findFirst()
            .orElseThrow()
            .getKey();
    return new TaggedOutputs(
        context,
        DoFnBinding.of(job, transform),
        new StepMetrics("Split"),
        List.of("main", "side"),
        copies);
  }

  private static String urnOf(RunnerApi.PTransform transform) {
    return transform.getSpec().getUrn();
  }

  @Test
  void emitsAtThePortOfTheTag() throws Exception {
    TaggedOutputs outputs = outputs(false);
    outputs.output(SIDE, value);
    outputs.output(MAIN, value);
    outputs.output(new TupleTag<byte[]>("side"), value);

    assertThat(context.emitted(0), contains(sameInstance(value)));
    assertThat(context.emitted(1), contains(sameInstance(value), sameInstance(value)));
  }

  @Test
  void swallowsWhatNobodyConsumes() throws Exception {
    TaggedOutputs outputs = outputs(true);
    outputs.output(MAIN, value);
    outputs.output(new TupleTag<byte[]>("unused"), value);

    assertThat(context.emitted(0).size(), is(1));
    assertThat(context.emitted(1), empty());
  }

  @Test
  void emitsCopiesThatDoNotChangeWithTheElementWhenAskedTo() throws Exception {
    outputs(true).output(SIDE, value);
    bytes[0] = 9;

    WindowedValue<?> copy = (WindowedValue<?>) context.emitted(1).get(0);
    assertThat(copy.getValue(), equalTo(new byte[] {1, 2}));
    assertThat(copy, not(sameInstance((Object) value)));
    assertThat(copy.getTimestamp(), is(TIME));
    assertThat(List.copyOf(copy.getWindows()), is(List.of(WINDOW)));
    assertThat(copy.getPaneInfo(), is(PaneInfo.ON_TIME_AND_ONLY_FIRING));
  }

  private static final class SilentFn extends DoFn<byte[], byte[]> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process() {}
  }
}
