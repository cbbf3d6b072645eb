package io.weir.worker.stable;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import io.weir.worker.testing.SubtaskCut;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class StableInputOperatorTest {
  private final FakeClock clock = new FakeClock();

  private static FakeSubtask.Maker plain() {
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(Create.of("")).apply("Plain", ParDo.of(new StableFns.Plain()));
    PlannedPipeline planned = PlannedPipeline.of(pipeline);
    return context -> planned.operator("ParMultiDo(Plain)", context);
  }

  private static FakeSubtask.Maker appending() {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(KV.of("", "")))
        .apply("Appending", ParDo.of(new StableFns.Appending()));
    PlannedPipeline planned = PlannedPipeline.of(pipeline);
    return context -> planned.operator("ParMultiDo(Appending)", context);
  }

  private static void process(FakeSubtask subtask, String element, long timestamp)
      throws Exception {
    subtask.process(
        0,
        null,
        WindowedValues.timestampedValueInGlobalWindow(element, Instant.ofEpochMilli(timestamp)));
    subtask.work();
  }

  private static Key key(String key) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringUtf8Coder.of().encode(key, bytes);
    return Key.of(bytes.toByteArray(), FakeOperatorContext.MAX_PARALLELISM);
  }

  private static void append(FakeSubtask subtask, String key, String value, long timestamp)
      throws Exception {
    subtask.process(
        0,
        key(key),
        WindowedValues.timestampedValueInGlobalWindow(
            KV.of(key, value), Instant.ofEpochMilli(timestamp)));
    subtask.work();
  }

  private static void complete(FakeSubtask subtask, long checkpointId) throws Exception {
    subtask.operator().checkpointCompleted(checkpointId);
    subtask.work();
  }

  private static List<String> emitted(FakeSubtask subtask) {
    return subtask.emitted(0).stream()
        .map(element -> (String) ((WindowedValue<?>) element).getValue())
        .toList();
  }

  @Test
  void keepsElementsUntilTheCheckpointThatHoldsThemIsComplete() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(plain(), clock);
    process(subtask, "a", 1);
    subtask.cut();
    process(subtask, "b", 2);
    assertThat(emitted(subtask), is(empty()));

    complete(subtask, 1);
    assertThat(emitted(subtask), contains("a"));

    subtask.cut();
    assertThat(emitted(subtask), contains("a"));
    complete(subtask, 2);
    assertThat(emitted(subtask), contains("a", "b"));
  }

  @Test
  void aLaterCheckpointStandsForOneThatWasGivenUp() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(plain(), clock);
    process(subtask, "a", 1);
    subtask.cut();
    process(subtask, "b", 2);
    subtask.cut();

    complete(subtask, 2);

    assertThat(emitted(subtask), containsInAnyOrder("a", "b"));
  }

  @Test
  void watermarkDoesNotPassWaitingElements() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(plain(), clock);
    subtask.watermark(0, 10);
    process(subtask, "a", 11);
    subtask.watermark(0, 20);
    assertThat(subtask.outputWatermark(), is(10L));
    subtask.cut();
    process(subtask, "b", 21);
    subtask.watermark(0, 30);

    complete(subtask, 1);
    assertThat(subtask.outputWatermark(), is(20L));

    subtask.cut();
    complete(subtask, 2);
    assertThat(subtask.outputWatermark(), is(30L));
  }

  @Test
  void holdsTheWatermarkAfterARestoreAsBefore() throws Exception {
    FakeSubtask first = FakeSubtask.start(plain(), clock);
    first.watermark(0, 10);
    process(first, "a", 11);
    first.watermark(0, 20);
    SubtaskCut cut = first.cut();

    List<Long> seen = new ArrayList<>();
    FakeSubtask.Maker maker = plain();
    FakeSubtask second =
        FakeSubtask.restore(
            context -> {
              var operator = maker.make(context);
              seen.add(operator.outputWatermark());
              return operator;
            },
            clock,
            cut);

    assertThat(seen, contains(10L));
    assertThat(emitted(second), contains("a"));
    assertThat(second.outputWatermark(), is(20L));
  }

  @Test
  void givesOutTheSameElementsAgainAtAnyParallelism() throws Exception {
    FakeSubtask first = FakeSubtask.start(plain(), clock);
    List<String> elements = IntStream.range(0, 250).mapToObj(i -> "e" + i).toList();
    for (String element : elements) {
      process(first, element, 1);
    }
    SubtaskCut cut = first.cut();
    complete(first, 1);
    assertThat(emitted(first), containsInAnyOrder(elements.toArray()));

    List<String> again = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      again.addAll(emitted(FakeSubtask.of(plain(), clock, i, 3, List.of(cut))));
    }

    assertThat(again, containsInAnyOrder(elements.toArray()));
  }

  @Test
  void keepsTheOrderOfAKeyAndItsTimersBehindItsElements() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(appending(), clock);
    subtask.watermark(0, 0);
    append(subtask, "k", "a", 1);
    append(subtask, "k", "b", 2);
    SubtaskCut cut = subtask.cut();
    append(subtask, "k", "c", 60);
    subtask.watermark(0, 100);

    complete(subtask, 1);
    assertThat(emitted(subtask), contains("a", "ab"));
    subtask.cut();
    complete(subtask, 2);
    assertThat(emitted(subtask), contains("a", "ab", "abc", "at 50: abc"));

    FakeSubtask restored = FakeSubtask.restore(appending(), clock, cut);
    append(restored, "k", "c", 60);
    assertThat(emitted(restored), contains("a", "ab"));
    restored.cut();
    complete(restored, 1);
    assertThat(emitted(restored), contains("a", "ab", "abc"));
  }

  @Test
  void finishesOnlyAfterOneMoreCheckpoint() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(plain(), clock);
    process(subtask, "a", 1);
    subtask.watermark(0, Watermark.MAX);
    assertThat(subtask.tryFinish(), is(false));
    assertThat(subtask.operator().awaitsCheckpoint(), is(true));

    subtask.cut();
    complete(subtask, 1);

    assertThat(subtask.operator().awaitsCheckpoint(), is(false));
    assertThat(subtask.tryFinish(), is(true));
    assertThat(emitted(subtask), contains("a"));
    assertThat(subtask.outputWatermark(), is(Watermark.MAX));
  }

  @Test
  void releasesAfterABarrierThatTookNoSnapshot() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(plain(), clock);
    process(subtask, "a", 1);
    subtask.cut();
    subtask.operator().prepareBarrier();

    complete(subtask, 1);

    assertThat(emitted(subtask), contains("a"));
  }
}
