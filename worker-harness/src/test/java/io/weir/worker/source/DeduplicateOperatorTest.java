package io.weir.worker.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroups;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import io.weir.worker.testing.SubtaskCut;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class DeduplicateOperatorTest {
  private static final long TEN_MINUTES_MS = 600_000;

  private final FakeClock clock = new FakeClock();
  private final PlannedPipeline pipeline;
  private FakeSubtask subtask;

  DeduplicateOperatorTest() throws Exception {
    Pipeline beam = Pipeline.create();
    beam.apply(Read.from(new CountingSource("deduplicate", 0, 10, true)));
    pipeline = PlannedPipeline.of(beam);
    subtask = FakeSubtask.start(maker(), clock);
  }

  private FakeSubtask.Maker maker() {
    return context -> pipeline.operator("/Deduplicate", context);
  }

  private static Key key(String id) {
    return Key.of(id.getBytes(StandardCharsets.UTF_8), FakeOperatorContext.MAX_PARALLELISM);
  }

  private static void process(FakeSubtask subtask, String id, long value) throws Exception {
    subtask.process(
        0,
        key(id),
        WindowedValues.timestampedValueInGlobalWindow(
            KV.of(id.getBytes(StandardCharsets.UTF_8), value), Instant.ofEpochMilli(value)));
    subtask.work();
  }

  private static List<Object> values(FakeSubtask subtask) {
    return PlannedPipeline.values(subtask.emitted(0));
  }

  @Test
  void dropsWhatHasAnIdThatWasSeen() throws Exception {
    process(subtask, "a", 1);
    process(subtask, "b", 2);
    process(subtask, "a", 3);

    assertThat(values(subtask), contains(1L, 2L));
  }

  @Test
  void forgetsAnIdTenMinutesAfterItWasSeenFirst() throws Exception {
    process(subtask, "a", 1);
    subtask.pass(TEN_MINUTES_MS);
    process(subtask, "a", 2);
    assertThat(values(subtask), contains(1L));
    subtask.pass(1);
    process(subtask, "a", 3);

    assertThat(values(subtask), contains(1L, 3L));
  }

  @Test
  void knowsTheIdsThatItWasRestoredWithAtAnotherParallelism() throws Exception {
    for (int i = 0; i < 20; i++) {
      process(subtask, "id " + i, i);
    }
    SubtaskCut cut = subtask.cut();
    List<FakeSubtask> two = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      two.add(FakeSubtask.of(maker(), clock, i, 2, List.of(cut)));
    }

    for (int i = 0; i < 20; i++) {
      process(two.get(owner("id " + i)), "id " + i, i);
    }

    assertThat(values(two.get(0)), is(empty()));
    assertThat(values(two.get(1)), is(empty()));
  }

  private static int owner(String id) {
    return KeyGroups.rangeOf(0, 2, FakeOperatorContext.MAX_PARALLELISM).contains(key(id).keyGroup())
        ? 0
        : 1;
  }
}
