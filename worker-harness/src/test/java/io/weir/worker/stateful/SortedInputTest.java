package io.weir.worker.stateful;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.plan.metrics.MetricsMerge;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import io.weir.worker.testing.SubtaskCut;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In windows of 100 ms; elements of a DoFn that wants them in the order of time. */
final class SortedInputTest {
  private static final FixedWindows WINDOWS = FixedWindows.of(Duration.millis(100));

  private final FakeClock clock = new FakeClock();
  private final List<String> emittedBefore = new ArrayList<>();

  private static PlannedPipeline pipeline(long latenessMs) {
    Pipeline beam = Pipeline.create();
    beam.apply(Create.of(KV.of("", "")))
        .apply(
            Window.<KV<String, String>>into(WINDOWS)
                .withAllowedLateness(Duration.millis(latenessMs))
                .discardingFiredPanes())
        .apply("Sorted", ParDo.of(new SortedFn()));
    return PlannedPipeline.of(beam);
  }

  private FakeSubtask start(PlannedPipeline pipeline) throws Exception {
    FakeSubtask subtask =
        FakeSubtask.start(context -> pipeline.operator("ParMultiDo(Sorted)", context), clock);
    subtask.watermark(0, 0);
    return subtask;
  }

  private FakeSubtask restart(PlannedPipeline pipeline, FakeSubtask subtask) throws Exception {
    SubtaskCut cut = subtask.cut();
    subtask.encode();
    emittedBefore.addAll(emitted(subtask));
    return FakeSubtask.restore(
        context -> pipeline.operator("ParMultiDo(Sorted)", context), clock, cut);
  }

  private static BoundedWindow window(long timestamp) {
    return WINDOWS.assignWindow(Instant.ofEpochMilli(timestamp));
  }

  private static void process(FakeSubtask subtask, KV<String, String> element, long timestamp)
      throws Exception {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    StringUtf8Coder.of().encode(element.getKey(), key);
    subtask.process(
        0,
        Key.of(key.toByteArray(), FakeOperatorContext.MAX_PARALLELISM),
        WindowedValues.of(
            element, Instant.ofEpochMilli(timestamp), window(timestamp), PaneInfo.NO_FIRING));
    subtask.work();
  }

  private static List<String> emitted(FakeSubtask subtask) {
    return subtask.emitted(0).stream()
        .map(element -> (String) ((WindowedValue<?>) element).getValue())
        .toList();
  }

  private static long dropped(FakeSubtask subtask) {
    byte[] cells = subtask.operator().metrics();
    long dropped = 0;
    if (cells != null) {
      MetricsContainerStepMap steps = new MetricsMerge().add(cells).steps();
      for (MetricResult<Long> counter :
          MetricsContainerStepMap.asAttemptedOnlyMetricResults(steps).allMetrics().getCounters()) {
        dropped += counter.getName().getName().contains("Dropped") ? counter.getAttempted() : 0;
      }
    }
    return dropped;
  }

  @Test
  void handsOnElementsInTheOrderOfTimeAndEqualOnesAsTheyCame() throws Exception {
    FakeSubtask subtask = start(pipeline(0));
    process(subtask, KV.of("a", "x"), 30);
    process(subtask, KV.of("a", "y"), 10);
    process(subtask, KV.of("a", "z"), 30);
    subtask.watermark(0, 10);
    assertThat(emitted(subtask), is(empty()));
    subtask.watermark(0, 11);
    assertThat(emitted(subtask), contains("a until 99: 10 y"));
    subtask.watermark(0, 50);

    assertThat(
        emitted(subtask), contains("a until 99: 10 y", "a until 99: 30 x", "a until 99: 30 z"));
  }

  @Test
  void holdsTheWatermarkAtTheEarliestElementThatWaits() throws Exception {
    FakeSubtask subtask = start(pipeline(20));
    process(subtask, KV.of("a", "x"), 30);
    process(subtask, KV.of("a", "y"), 35);
    subtask.watermark(0, 50);
    assertThat(subtask.outputWatermark(), is(30L));
    subtask.watermark(0, 51);
    assertThat(subtask.outputWatermark(), is(35L));
    subtask.watermark(0, 60);

    assertThat(subtask.outputWatermark(), is(60L));
  }

  @Test
  void takesLateElementsAsLongAsTheyCanBePutIntoOrder() throws Exception {
    FakeSubtask subtask = start(pipeline(20));
    process(subtask, KV.of("a", "x"), 40);
    subtask.watermark(0, 50);
    process(subtask, KV.of("a", "late"), 30);
    process(subtask, KV.of("a", "too late"), 29);
    subtask.watermark(0, 90);

    assertThat(emitted(subtask), contains("a until 99: 30 late", "a until 99: 40 x"));
    assertThat(dropped(subtask), is(1L));
  }

  @Test
  void leavesNothingBehindWhenTheWindowHasExpired() throws Exception {
    FakeSubtask subtask = start(pipeline(20));
    process(subtask, KV.of("a", "x"), 99);
    process(subtask, KV.of("b", "y"), 1);
    subtask.watermark(0, 200);
    SubtaskCut cut = subtask.cut();
    subtask.encode();

    assertThat(entries(cut, "cells"), is(0));
    assertThat(entries(cut, "sorted-input"), is(0));
    assertThat(entries(cut, "timers"), is(0));
  }

  private static int entries(SubtaskCut cut, String table) {
    int entries = 0;
    for (int group = 0; group < FakeOperatorContext.MAX_PARALLELISM; group++) {
      try (var cursor = cut.keyed().table(table).scan(group, new byte[0], null)) {
        while (cursor.next()) {
          entries++;
        }
      }
    }
    return entries;
  }

  /** The model keeps lists and sorts them at the end. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 30, 500})
  void agreesWithSortingTheWholeInput(long latenessMs) throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      emittedBefore.clear();
      agrees(latenessMs, new Random(seed));
    }
  }

  private void agrees(long latenessMs, Random random) throws Exception {
    PlannedPipeline pipeline = pipeline(latenessMs);
    FakeSubtask subtask = start(pipeline);
    Map<String, List<KV<Long, String>>> model = new TreeMap<>();
    long watermark = 0;
    for (int i = 0; i < 120; i++) {
      int what = random.nextInt(12);
      if (what == 0) {
        subtask = restart(pipeline, subtask);
      } else if (what < 4) {
        watermark += random.nextInt(25);
        subtask.watermark(0, watermark);
      } else {
        long timestamp = Math.max(0, watermark - 30 + random.nextInt(100));
        KV<String, String> element = KV.of("ab".substring(random.nextInt(2)), "#" + i);
        process(subtask, element, timestamp);
        if (watermark <= timestamp + latenessMs) {
          String group = element.getKey() + window(timestamp).maxTimestamp().getMillis();
          model
              .computeIfAbsent(group, first -> new ArrayList<>())
              .add(KV.of(timestamp, SortedFn.line(element, timestamp, window(timestamp))));
        }
      }
      assertThat(subtask.outputWatermark(), lessThanOrEqualTo(watermark));
    }
    subtask.watermark(0, Watermark.MAX);
    subtask.finish();
    emittedBefore.addAll(emitted(subtask));
    for (List<KV<Long, String>> group : model.values()) {
      group.sort(Comparator.comparing(KV::getKey));
      String start = group.get(0).getValue().substring(0, group.get(0).getValue().indexOf(':') + 1);
      assertThat(
          emittedBefore.stream().filter(line -> line.startsWith(start)).toList(),
          is(group.stream().map(KV::getValue).toList()));
    }
    assertThat(emittedBefore.size(), is(model.values().stream().mapToInt(List::size).sum()));
  }
}
