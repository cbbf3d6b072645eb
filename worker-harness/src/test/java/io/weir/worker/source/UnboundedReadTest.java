package io.weir.worker.source;

import static io.weir.worker.testing.PlannedPipeline.advanceUntilIdle;
import static io.weir.worker.testing.PlannedPipeline.snapshot;
import static io.weir.worker.testing.PlannedPipeline.values;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.junit.jupiter.api.Test;

final class UnboundedReadTest {
  private final FakeOperatorContext context = new FakeOperatorContext();

  private static PlannedPipeline pipeline(String id, long end, boolean twice) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply("Numbers", Read.from(new CountingSource(id, 0, end, twice)));
    return PlannedPipeline.of(pipeline);
  }

  private static Operator registered(PlannedPipeline pipeline, FakeOperatorContext context)
      throws Exception {
    FakeOperatorContext splits = new FakeOperatorContext();
    advanceUntilIdle(pipeline.operator("/Split", splits));
    assertThat(splits.emitted(0), hasSize(2));
    Operator read = pipeline.operator("/Read", context);
    for (Object split : splits.emitted(0)) {
      read.process(0, null, split);
    }
    return read;
  }

  private static List<Object> numbers(long end) {
    return LongStream.range(0, end).<Object>mapToObj(Long::valueOf).toList();
  }

  @Test
  void readsAllSplitsAndEndsWhenTheSourceHas() throws Exception {
    Operator read = registered(pipeline("ends", 100, false), context);
    read.onWatermark(0, Watermark.MAX);
    assertThat(read.finish(), is(false));

    advanceUntilIdle(read);

    assertThat(values(context.emitted(0)), containsInAnyOrder(numbers(100).toArray()));
    assertThat(read.outputWatermark(), is(Watermark.MAX));
    assertThat(read.finish(), is(true));
  }

  @Test
  void followsTheLeastWatermarkOnceItsInputHasEnded() throws Exception {
    Operator read = registered(pipeline("watermark", 100_000, false), context);
    read.advance();
    assertThat(read.outputWatermark(), is(Watermark.MIN));

    read.onWatermark(0, Watermark.MAX);
    assertThat("the other split was not opened yet", read.outputWatermark(), is(Watermark.MIN));
    read.advance();
    assertThat(read.outputWatermark(), is(greaterThan(0L)));
  }

  @Test
  void goesOnFromTheMarkOfTheSnapshot() throws Exception {
    PlannedPipeline pipeline = pipeline("restore", 10_000, false);
    Operator read = registered(pipeline, context);
    read.advance();
    read.advance();
    snapshot(read, 1);

    FakeOperatorContext restored = context.restored();
    advanceUntilIdle(pipeline.operator("/Read", restored));

    List<Object> all = new ArrayList<>(values(context.emitted(0)));
    all.addAll(values(restored.emitted(0)));
    assertThat(all.stream().sorted().toList(), is(numbers(10_000)));
  }

  @Test
  void doesNotBeginAgainAfterTheEndWasInASnapshot() throws Exception {
    PlannedPipeline pipeline = pipeline("again", 10, false);
    Operator read = registered(pipeline, context);
    advanceUntilIdle(read);
    snapshot(read, 1);

    FakeOperatorContext restored = context.restored();
    Operator second = pipeline.operator("/Read", restored);
    advanceUntilIdle(second);

    assertThat(restored.emitted(0), is(empty()));
    assertThat(second.finish(), is(true));
  }

  @Test
  void finalizesTheMarksOfAllCheckpointsUpToTheCompletedOneInOrder() throws Exception {
    Operator read = registered(pipeline("finalize", 10, false), context);
    advanceUntilIdle(read);
    snapshot(read, 1);
    snapshot(read, 2);
    snapshot(read, 3);

    read.checkpointCompleted(2);
    assertThat(CountingSource.finalized("finalize"), contains(5L, 5L, 10L, 10L));
    read.checkpointCompleted(2);
    assertThat(CountingSource.finalized("finalize"), hasSize(4));
  }

  @Test
  void endsWhereItIsWhenTheJobIsDrainedAndStillFinalizesWhatItRead() throws Exception {
    PlannedPipeline pipeline = pipeline("drained", 100_000, false);
    Operator read = registered(pipeline, context);
    read.onWatermark(0, Watermark.MAX);
    read.advance();
    read.advance();
    int emitted = context.emitted(0).size();

    read.drain();
    advanceUntilIdle(read);

    assertThat(context.emitted(0), hasSize(emitted));
    assertThat(read.outputWatermark(), is(Watermark.MAX));
    assertThat(read.finish(), is(true));
    snapshot(read, 1);
    read.checkpointCompleted(1);
    assertThat(CountingSource.finalized("drained"), hasSize(2));
    FakeOperatorContext restored = context.restored();
    Operator second = pipeline.operator("/Read", restored);
    second.drain();
    advanceUntilIdle(second);
    assertThat(restored.emitted(0), is(empty()));
  }

  @Test
  void dropsElementsThatTheSourceDeliversTwice() throws Exception {
    PlannedPipeline pipeline = pipeline("twice", 100, true);
    Operator read = registered(pipeline, context);
    advanceUntilIdle(read);
    assertThat(context.emitted(0), hasSize(200));

    FakeOperatorContext behind = new FakeOperatorContext();
    Operator deduplicate = pipeline.operator("/Deduplicate", behind);
    EdgeCodec edge = pipeline.codecInto("/Deduplicate");
    for (Object element : context.emitted(0)) {
      deduplicate.process(0, edge.keyOf(element), element);
    }

    assertThat(values(behind.emitted(0)), containsInAnyOrder(numbers(100).toArray()));
  }
}
