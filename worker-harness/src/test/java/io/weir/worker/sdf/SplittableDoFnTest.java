package io.weir.worker.sdf;

import static io.weir.worker.testing.PlannedPipeline.advanceUntilIdle;
import static io.weir.worker.testing.PlannedPipeline.snapshot;
import static io.weir.worker.testing.PlannedPipeline.values;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class SplittableDoFnTest {
  private final FakeOperatorContext context = new FakeOperatorContext();

  private static PlannedPipeline pipeline(DoFn<Long, Long> fn) {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of(1L)).apply("Split", ParDo.of(fn));
    return PlannedPipeline.of(pipeline);
  }

  /** What arrives at the process operator for one element, through the codec of the edge. */
  private static List<Object> restrictions(PlannedPipeline pipeline, long element)
      throws Exception {
    FakeOperatorContext parts = new FakeOperatorContext();
    pipeline
        .operator("/Split", parts)
        .process(
            0,
            null,
            WindowedValues.timestampedValueInGlobalWindow(element, Instant.ofEpochMilli(0)));
    ElementBatch batch = ElementBatch.unkeyed(parts.emitted(0).size());
    parts.emitted(0).forEach(batch::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pipeline.codecInto("/Process").encode(batch, 0, bytes, 1 << 20);
    ElementBatch decoded =
        pipeline.codecInto("/Process").decode(new ByteArrayInputStream(bytes.toByteArray()));
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < decoded.size(); i++) {
      elements.add(decoded.element(i));
    }
    return elements;
  }

  private static List<Object> numbers(long count) {
    return LongStream.range(0, count).<Object>mapToObj(Long::valueOf).toList();
  }

  @Test
  void processesAllPartsOfTheRestriction() throws Exception {
    PlannedPipeline pipeline = pipeline(new CountingFn());
    Operator process = pipeline.operator("/Process", context);
    List<Object> parts = restrictions(pipeline, 10);
    assertThat(parts, hasSize(2));
    for (Object part : parts) {
      process.process(0, null, part);
    }

    advanceUntilIdle(process);

    assertThat(values(context.emitted(0)), is(numbers(10)));
    assertThat(process.finish(), is(true));
  }

  @Test
  void cutsALongRestrictionAfterManyOutputsAndRestoresTheRest() throws Exception {
    PlannedPipeline pipeline = pipeline(new CountingFn());
    Operator process = pipeline.operator("/Process", context);
    for (Object part : restrictions(pipeline, 50_000)) {
      process.process(0, null, part);
    }
    process.advance();
    process.advance();
    assertThat(context.emitted(0), hasSize(10_000));
    snapshot(process, 1);

    FakeOperatorContext restored = context.restored();
    Operator second = pipeline.operator("/Process", restored);
    assertThat(second.finish(), is(false));
    advanceUntilIdle(second);

    List<Object> all = new ArrayList<>(values(context.emitted(0)));
    all.addAll(values(restored.emitted(0)));
    assertThat(all.stream().sorted().toList(), is(numbers(50_000)));
  }

  @Test
  void cutsARestrictionShortWhenTheSubtaskIsWanted() throws Exception {
    PlannedPipeline pipeline = pipeline(new CountingFn());
    Operator process = pipeline.operator("/Process", context);
    for (Object part : restrictions(pipeline, 40)) {
      process.process(0, null, part);
    }
    process.advance();
    context.clock().advanceAtEachLook(10);

    process.advance();
    assertThat(values(context.emitted(0)), is(numbers(20)));
    context.interrupt();
    process.advance();
    assertThat(values(context.emitted(0)), is(numbers(21)));

    advanceUntilIdle(process);
    assertThat(values(context.emitted(0)), is(numbers(40)));
  }

  @Test
  void holdsTheWatermarkForPendingRestrictions() throws Exception {
    PlannedPipeline pipeline = pipeline(new CountingFn());
    Operator process = pipeline.operator("/Process", context);
    process.process(0, null, restrictions(pipeline, 10).get(0));
    process.onWatermark(0, Watermark.MAX);
    assertThat(process.outputWatermark(), is(0L));

    advanceUntilIdle(process);
    assertThat(process.outputWatermark(), is(Watermark.MAX));
  }

  @Test
  void restsAsLongAsTheDoFnWantsAndFollowsItsWatermark() throws Exception {
    PlannedPipeline pipeline = pipeline(new RestingFn());
    Operator process = pipeline.operator("/Process", context);
    for (Object part : restrictions(pipeline, 3)) {
      process.process(0, null, part);
    }
    process.onWatermark(0, BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis());

    advanceUntilIdle(process);
    assertThat(values(context.emitted(0)), contains(0L));
    assertThat(process.outputWatermark(), is(100L));
    assertThat(process.advance(), is(Progress.IDLE));

    context.clock().advance(1000);
    advanceUntilIdle(process);
    assertThat(values(context.emitted(0)), contains(0L, 1L));
    assertThat(process.outputWatermark(), is(200L));

    context.clock().advance(1000);
    advanceUntilIdle(process);
    assertThat(values(context.emitted(0)), contains(0L, 1L, 2L));
    context.clock().advance(1000);
    advanceUntilIdle(process);
    assertThat(process.finish(), is(true));
  }

  @Test
  void beginsASliceOnlyWhenNoMoreInputComes() throws Exception {
    PlannedPipeline pipeline = pipeline(new CountingFn());
    Operator process = pipeline.operator("/Process", context);
    process.process(0, null, restrictions(pipeline, 10).get(0));
    assertThat(process.advance(), is(Progress.MORE));
    process.onWatermark(0, 5);
    assertThat(process.advance(), is(Progress.MORE));
    assertThat(context.emitted(0), is(empty()));

    assertThat(process.advance(), is(Progress.MORE));

    assertThat(context.emitted(0), is(not(empty())));
  }

  @Test
  void leavesInputToOthersWhileThereIsWork() throws Exception {
    PlannedPipeline pipeline = pipeline(new CountingFn());
    Operator process = pipeline.operator("/Process", context);
    assertThat(process.isReadyForInput(), is(true));
    process.process(0, null, restrictions(pipeline, 10).get(0));
    assertThat(process.isReadyForInput(), is(false));

    process.announceCheckpoint(1);
    assertThat(process.isReadyForInput(), is(true));
  }

  @Test
  void processesOnlyWhatTruncationLeavesWhenItIsDrained() throws Exception {
    PlannedPipeline pipeline = pipeline(new TruncatingFn());
    SdfProcessOperator process = (SdfProcessOperator) pipeline.operator("/Process", context);
    process.process(0, null, restrictions(pipeline, 5).get(0));
    process.process(0, null, restrictions(pipeline, -5).get(0));
    advanceUntilIdle(process);
    assertThat(values(context.emitted(0)), contains(5L, -5L));

    process.drain();
    advanceUntilIdle(process);
    assertThat(values(context.emitted(0)), contains(5L, -5L, 6L));
    context.clock().advance(1000);
    advanceUntilIdle(process);
    context.clock().advance(1000);
    advanceUntilIdle(process);

    assertThat(values(context.emitted(0)), contains(5L, -5L, 6L, 7L));
    assertThat(process.finish(), is(true));
  }

  @Test
  void truncatesWhatComesLaterButNothingTwice() throws Exception {
    PlannedPipeline pipeline = pipeline(new TruncatingFn());
    SdfProcessOperator process = (SdfProcessOperator) pipeline.operator("/Process", context);
    process.drain();
    process.process(0, null, restrictions(pipeline, 5).get(0));
    advanceUntilIdle(process);
    snapshot(process, 1);

    FakeOperatorContext restored = context.restored();
    SdfProcessOperator second = (SdfProcessOperator) pipeline.operator("/Process", restored);
    second.drain();
    for (int i = 0; i < 5; i++) {
      restored.clock().advance(1000);
      advanceUntilIdle(second);
    }

    assertThat(values(context.emitted(0)), contains(5L));
    assertThat(values(restored.emitted(0)), contains(6L));
    assertThat(second.finish(), is(true));
  }
}
