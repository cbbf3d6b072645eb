package io.weir.worker.source;

import static io.weir.worker.testing.PlannedPipeline.advanceUntilIdle;
import static io.weir.worker.testing.PlannedPipeline.snapshot;
import static io.weir.worker.testing.PlannedPipeline.values;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.PlannedPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.junit.jupiter.api.Test;

final class BoundedReadTest {
  private static final int COUNT = 5000;

  private final PlannedPipeline pipeline = pipeline();
  private final FakeOperatorContext splitContext = new FakeOperatorContext();
  private final FakeOperatorContext readContext = new FakeOperatorContext();

  private static PlannedPipeline pipeline() {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply("Numbers", GenerateSequence.from(0).to(COUNT));
    return PlannedPipeline.of(pipeline);
  }

  private Operator split(FakeOperatorContext context) throws Exception {
    return pipeline.operator("/Split", context);
  }

  private Operator read(FakeOperatorContext context) throws Exception {
    return pipeline.operator("/Read", context);
  }

  private List<Object> splits() throws Exception {
    advanceUntilIdle(split(splitContext));
    return splitContext.emitted(0);
  }

  private static List<Object> numbers() {
    return LongStream.range(0, COUNT).<Object>mapToObj(Long::valueOf).toList();
  }

  private static List<Object> sorted(List<Object> values) {
    return values.stream().sorted().toList();
  }

  @Test
  void readsEveryElementOfEverySplitOnce() throws Exception {
    Operator read = read(readContext);
    for (Object split : splits()) {
      read.process(0, null, split);
    }

    advanceUntilIdle(read);

    assertThat(sorted(values(readContext.emitted(0))), is(numbers()));
  }

  @Test
  void holdsTheWatermarkUntilInputAndSplitsHaveEnded() throws Exception {
    Operator read = read(readContext);
    List<Object> splits = splits();
    read.process(0, null, splits.get(0));
    advanceUntilIdle(read);
    assertThat(read.outputWatermark(), is(Watermark.MIN));

    read.onWatermark(0, Watermark.MAX);
    assertThat(read.outputWatermark(), is(Watermark.MAX));
    assertThat(read.finish(), is(true));
  }

  @Test
  void isNotFinishedWhileASplitIsUnread() throws Exception {
    Operator read = read(readContext);
    read.process(0, null, splits().get(0));
    read.onWatermark(0, Watermark.MAX);

    assertThat(read.finish(), is(false));
    assertThat(read.outputWatermark(), is(Watermark.MIN));
  }

  @Test
  void goesOnWhereTheSnapshotWasTaken() throws Exception {
    Operator read = read(readContext);
    for (Object split : splits()) {
      read.process(0, null, split);
    }
    read.advance();
    snapshot(read, 1);
    int before = readContext.emitted(0).size();
    assertThat(before, is(greaterThan(0)));
    assertThat(before, is(lessThan(COUNT)));

    FakeOperatorContext restored = readContext.restored();
    advanceUntilIdle(read(restored));

    List<Object> all = new ArrayList<>(readContext.emitted(0));
    all.addAll(restored.emitted(0));
    assertThat(sorted(values(all)), is(numbers()));
  }

  @Test
  void keepsSplitsThatNobodyWaitsFor() throws Exception {
    Operator split = split(splitContext);
    splitContext.setDemand(1);
    advanceUntilIdle(split);
    assertThat(splitContext.emitted(0), hasSize(1));
    assertThat(split.finish(), is(false));
    snapshot(split, 1);
    splitContext.setDemand(Integer.MAX_VALUE);
    advanceUntilIdle(split);
    int all = splitContext.emitted(0).size();

    FakeOperatorContext restored = splitContext.restored();
    Operator second = split(restored);
    advanceUntilIdle(second);

    assertThat(restored.emitted(0), hasSize(all - 1));
    assertThat(second.finish(), is(true));
  }

  @Test
  void takesASplitOnlyWhenItHasNoneOrABarrierComes() throws Exception {
    Operator read = read(readContext);
    assertThat(read.isReadyForInput(), is(true));

    read.process(0, null, splits().get(0));
    assertThat(read.isReadyForInput(), is(false));
    read.announceCheckpoint(1);
    assertThat(read.isReadyForInput(), is(true));
    snapshot(read, 1);
    assertThat(read.isReadyForInput(), is(false));

    advanceUntilIdle(read);
    assertThat(read.isReadyForInput(), is(true));
  }

  @Test
  void emitsNoSplitAgainWhenAllWereEmittedBeforeTheSnapshot() throws Exception {
    Operator split = split(splitContext);
    advanceUntilIdle(split);
    snapshot(split, 1);

    FakeOperatorContext restored = splitContext.restored();
    advanceUntilIdle(split(restored));

    assertThat(restored.emitted(0), is(empty()));
  }
}
