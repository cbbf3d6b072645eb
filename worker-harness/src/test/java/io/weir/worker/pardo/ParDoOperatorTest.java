package io.weir.worker.pardo;

import static io.weir.worker.testing.PlannedPipeline.advanceUntilIdle;
import static io.weir.worker.testing.PlannedPipeline.snapshot;
import static io.weir.worker.testing.PlannedPipeline.values;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import io.weir.plan.WeirPipelineOptions;
import io.weir.worker.metrics.BeamMetricResults;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.CrashingRunner;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.WindowedValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class ParDoOperatorTest {
  private final FakeOperatorContext context = new FakeOperatorContext();
  private String id = "";
  private Operator operator = new NoOperator();

  @BeforeEach
  void makeOperator(TestInfo test) throws Exception {
    id = test.getDisplayName();
    WeirPipelineOptions options = PipelineOptionsFactory.as(WeirPipelineOptions.class);
    options.setMaxBundleSize(3L);
    options.setRunner(CrashingRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply(Create.of(1L)).apply("Record", ParDo.of(new RecordingDoFn(id)));
    operator = PlannedPipeline.of(pipeline).operator("ParMultiDo(Recording)", context);
  }

  private void process(long value) throws Exception {
    operator.process(0, null, WindowedValues.valueInGlobalWindow(value));
  }

  private List<String> calls() {
    return RecordingDoFn.calls(id);
  }

  @Test
  void endsABundleWhenItIsFull() throws Exception {
    for (int i = 0; i < 4; i++) {
      process(i);
    }

    assertThat(calls(), contains("setup", "start", "finish 3", "start"));
    assertThat(values(context.emitted(0)), contains(0L, 1L, 2L, -1003L, 3L));
  }

  @Test
  void keepsABundleOpenWhileElementsComeAndEndsItWhenNoneDoes() throws Exception {
    process(1);
    assertThat(operator.advance(), is(Progress.MORE));
    process(2);
    assertThat(operator.advance(), is(Progress.MORE));
    assertThat(calls(), contains("setup", "start"));

    assertThat(operator.advance(), is(Progress.IDLE));
    assertThat(calls(), contains("setup", "start", "finish 2"));
  }

  @Test
  void endsABundleThatIsOld() throws Exception {
    process(1);
    context.clock().advance(60_000);

    assertThat(operator.advance(), is(Progress.IDLE));
    assertThat(calls(), contains("setup", "start", "finish 1"));
  }

  @Test
  void holdsTheOutputWatermarkWhileABundleIsOpen() throws Exception {
    operator.onWatermark(0, 10);
    process(1);
    operator.onWatermark(0, 20);
    assertThat(operator.outputWatermark(), is(10L));

    advanceUntilIdle(operator);
    assertThat(operator.outputWatermark(), is(20L));
  }

  @Test
  void endsTheBundleBeforeABarrierAndAtTheEnd() throws Exception {
    process(1);
    assertThat(operator.prepareBarrier(), is(true));
    process(2);
    operator.onWatermark(0, Watermark.MAX);
    assertThat(operator.finish(), is(true));

    assertThat(calls(), contains("setup", "start", "finish 1", "start", "finish 1"));
  }

  @Test
  void runsFinalizersOfEveryCheckpointUpToTheCompletedOne() throws Exception {
    process(1);
    snapshot(operator, 1);
    process(2);
    snapshot(operator, 2);
    process(3);
    operator.checkpointCompleted(2);

    assertThat(calls().stream().filter("finalized"::equals).toList(), hasSize(2));
    operator.checkpointCompleted(3);
    assertThat(calls().stream().filter("finalized"::equals).toList(), hasSize(2));
  }

  @Test
  void tearsDownOnceAtClose() {
    operator.close();
    operator.close();

    assertThat(calls(), contains("setup", "teardown"));
  }

  @Test
  void tearsDownAtOnceWhenUserCodeThrowsAndRethrowsWhatItThrew() {
    Exception thrown =
        assertThrows(IllegalStateException.class, () -> process(RecordingDoFn.POISON));
    operator.close();

    assertThat(thrown.getMessage(), is("poison"));
    assertThat(calls(), contains("setup", "start", "teardown"));
  }

  @Test
  void countsMetricsUnderTheNameOfTheTransform() throws Exception {
    assertThat(operator.metrics(), is(nullValue()));
    process(1);
    process(2);
    byte[] metrics = operator.metrics();
    assertThat(metrics, is(not(nullValue())));

    MetricQueryResults results =
        BeamMetricResults.of(
                metrics == null ? List.of() : List.of(metrics),
                metrics == null ? List.of() : List.of(metrics))
            .queryMetrics(MetricsFilter.builder().addStep("Record/ParMultiDo(Recording)").build());

    assertThat(results.getCounters().iterator().next().getAttempted(), is(2L));
    assertThat(results.getCounters().iterator().next().getCommitted(), is(2L));
  }

  @Test
  void hasNothingInItsSnapshot() throws Exception {
    process(1);
    snapshot(operator, 1);

    assertThat(context.operatorState().get("pushed-back"), is(empty()));
  }
}
