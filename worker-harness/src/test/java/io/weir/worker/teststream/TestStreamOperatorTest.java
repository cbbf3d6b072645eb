package io.weir.worker.teststream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class TestStreamOperatorTest {
  private final PlannedPipeline planned = planned();
  private FakeOperatorContext context = new FakeOperatorContext();
  private long checkpoint;

  private static PlannedPipeline planned() {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(
        "Events",
        TestStream.create(StringUtf8Coder.of())
            .addElements("a")
            .advanceWatermarkTo(Instant.ofEpochMilli(10))
            .addElements("b")
            .advanceWatermarkToInfinity());
    return PlannedPipeline.of(pipeline);
  }

  private Operator operator() throws Exception {
    return planned.operator("Events", context);
  }

  private List<Object> emitted() {
    return PlannedPipeline.values(context.emitted(0));
  }

  private void round(Operator operator) throws Exception {
    PlannedPipeline.advanceUntilIdle(operator);
    PlannedPipeline.snapshot(operator, ++checkpoint);
    operator.checkpointCompleted(checkpoint);
    PlannedPipeline.advanceUntilIdle(operator);
  }

  @Test
  void playsTheNextEventAfterTwoCheckpointsThatFollowedTheLast() throws Exception {
    Operator operator = operator();

    PlannedPipeline.advanceUntilIdle(operator);
    assertThat(emitted(), contains("a"));
    round(operator);
    assertThat(operator.outputWatermark(), is(Watermark.MIN));
    round(operator);
    assertThat(operator.outputWatermark(), is(10L));
    round(operator);
    round(operator);
    assertThat(emitted(), contains("a", "b"));
  }

  @Test
  void doesNotCountACheckpointWhoseBarrierCameBeforeTheEvent() throws Exception {
    Operator operator = operator();
    PlannedPipeline.snapshot(operator, 1);

    PlannedPipeline.advanceUntilIdle(operator);
    operator.checkpointCompleted(1);
    checkpoint = 1;
    round(operator);

    assertThat(operator.outputWatermark(), is(Watermark.MIN));
  }

  @Test
  void goesOnAfterARestoreWhereTheSnapshotWasTaken() throws Exception {
    Operator operator = operator();
    PlannedPipeline.advanceUntilIdle(operator);
    PlannedPipeline.snapshot(operator, ++checkpoint);

    context = context.restored();
    Operator restored = operator();
    round(restored);
    round(restored);

    assertThat(emitted(), empty());
    assertThat(restored.outputWatermark(), is(10L));
  }

  @Test
  void isFinishedAfterTheLastEvent() throws Exception {
    Operator operator = operator();

    for (int i = 0; i < 5; i++) {
      assertThat(operator.finish(), is(false));
      round(operator);
    }
    round(operator);

    assertThat(operator.finish(), is(true));
    assertThat(operator.outputWatermark(), is(Watermark.MAX));
  }
}
