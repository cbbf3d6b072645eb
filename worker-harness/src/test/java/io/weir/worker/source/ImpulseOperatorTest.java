package io.weir.worker.source;

import static io.weir.worker.testing.PlannedPipeline.snapshot;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Signal.Watermark;
import io.weir.worker.testing.FakeOperatorContext;
import org.junit.jupiter.api.Test;

final class ImpulseOperatorTest {
  @Test
  void emitsOnceThenTheFinalWatermark() throws Exception {
    FakeOperatorContext context = new FakeOperatorContext();
    ImpulseOperator impulse = new ImpulseOperator(context);
    assertThat(impulse.outputWatermark(), is(Watermark.MIN));

    impulse.advance();
    impulse.advance();

    assertThat(context.emitted(0), hasSize(1));
    assertThat(impulse.outputWatermark(), is(Watermark.MAX));
    assertThat(impulse.finish(), is(true));
  }

  @Test
  void emitsNothingWhenItHadEmittedBeforeTheSnapshot() throws Exception {
    FakeOperatorContext context = new FakeOperatorContext();
    ImpulseOperator impulse = new ImpulseOperator(context);
    impulse.advance();
    snapshot(impulse, 1);

    FakeOperatorContext restored = context.restored();
    new ImpulseOperator(restored).advance();

    assertThat(restored.emitted(0), is(empty()));
  }

  @Test
  void emitsWhenTheSnapshotWasTakenBefore() throws Exception {
    FakeOperatorContext context = new FakeOperatorContext();
    snapshot(new ImpulseOperator(context), 1);

    FakeOperatorContext restored = context.restored();
    new ImpulseOperator(restored).advance();

    assertThat(restored.emitted(0), hasSize(1));
  }
}
