package io.weir.worker.teststream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.Operator;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class TestStreamOperatorTest {
  private static final int EVENTS = 5;

  private final PlannedPipeline planned = planned();
  private FakeOperatorContext context = new FakeOperatorContext();

  private static PlannedPipeline planned() {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(
        "Events",
        TestStream.create(StringUtf8Coder.of())
            .addElements("a")
            .advanceWatermarkTo(Instant.ofEpochMilli(10))
            .advanceProcessingTime(Duration.millis(7))
            .addElements("b")
            .advanceWatermarkToInfinity());
    return PlannedPipeline.of(pipeline);
  }

  private Operator operator() throws Exception {
    return planned.operator("Events", context);
  }

  private static EventPlayer player(Operator operator) {
    return operator.player().orElseThrow();
  }

  private List<Object> emitted() {
    return PlannedPipeline.values(context.emitted(0));
  }

  @Test
  void playsNothingOnItsOwnAccount() throws Exception {
    Operator operator = operator();

    PlannedPipeline.advanceUntilIdle(operator);

    assertThat(emitted(), empty());
    assertThat(player(operator).hasNext(), is(true));
  }

  @Test
  void playsOneEventAtATime() throws Exception {
    Operator operator = operator();

    player(operator).playNext();
    assertThat(emitted(), contains("a"));
    assertThat(operator.outputWatermark(), is(Watermark.MIN));
    player(operator).playNext();
    assertThat(operator.outputWatermark(), is(10L));
    assertThat(player(operator).elapsedMs(), is(0L));
    player(operator).playNext();
    assertThat(player(operator).elapsedMs(), is(7L));
    player(operator).playNext();
    assertThat(emitted(), contains("a", "b"));
  }

  @Test
  void goesOnAfterARestoreWhereTheSnapshotWasTaken() throws Exception {
    Operator operator = operator();
    for (int i = 0; i < 3; i++) {
      player(operator).playNext();
    }
    PlannedPipeline.snapshot(operator, 1);

    context = context.restored();
    Operator restored = operator();

    assertThat(restored.outputWatermark(), is(10L));
    assertThat(player(restored).elapsedMs(), is(7L));
    player(restored).playNext();
    assertThat(emitted(), contains("b"));
  }

  @Test
  void isFinishedAfterTheLastEvent() throws Exception {
    Operator operator = operator();

    for (int i = 0; i < EVENTS; i++) {
      assertThat(operator.finish(), is(false));
      player(operator).playNext();
    }

    assertThat(operator.finish(), is(true));
    assertThat(player(operator).hasNext(), is(false));
    assertThat(operator.outputWatermark(), is(Watermark.MAX));
  }
}
