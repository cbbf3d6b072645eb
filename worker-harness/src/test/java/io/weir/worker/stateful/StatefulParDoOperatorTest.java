package io.weir.worker.stateful;

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
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In windows of 100 ms with 50 ms of allowed lateness. */
final class StatefulParDoOperatorTest {
  private static final FixedWindows WINDOWS = FixedWindows.of(Duration.millis(100));

  private final FakeClock clock = new FakeClock();
  private FakeSubtask subtask;
  private PlannedPipeline pipeline;

  StatefulParDoOperatorTest() throws Exception {
    Pipeline beam = Pipeline.create();
    beam.apply(Create.of(KV.of("", "")))
        .apply(
            Window.<KV<String, String>>into(WINDOWS)
                .withAllowedLateness(Duration.millis(50))
                .discardingFiredPanes())
        .apply("Stateful", ParDo.of(new StatefulFn()));
    pipeline = PlannedPipeline.of(beam);
    subtask = start();
  }

  private FakeSubtask start() throws Exception {
    return FakeSubtask.start(context -> pipeline.operator("ParMultiDo(Stateful)", context), clock);
  }

  private FakeSubtask restore(SubtaskCut cut) throws Exception {
    return FakeSubtask.restore(
        context -> pipeline.operator("ParMultiDo(Stateful)", context), clock, cut);
  }

  @BeforeEach
  void beginAtZero() throws Exception {
    subtask.watermark(0, 0);
  }

  private void process(String key, String what, long timestamp) throws Exception {
    Instant instant = Instant.ofEpochMilli(timestamp);
    Key encoded = Key.of(nested(key), FakeOperatorContext.MAX_PARALLELISM);
    subtask.process(
        0,
        encoded,
        WindowedValues.of(
            KV.of(key, what), instant, WINDOWS.assignWindow(instant), PaneInfo.NO_FIRING));
    subtask.work();
  }

  private static byte[] nested(String key) throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    StringUtf8Coder.of().encode(key, out);
    return out.toByteArray();
  }

  private List<String> emitted() {
    return subtask.emitted(0).stream()
        .map(element -> (String) ((WindowedValue<?>) element).getValue())
        .toList();
  }

  @Test
  void keepsStateByKeyAndWindow() throws Exception {
    process("a", "add 1", 1);
    process("b", "add 2", 1);
    process("a", "add 4", 101);
    process("a", "add 8", 2);

    assertThat(emitted(), contains("sum 1", "sum 2", "sum 4", "sum 9"));
  }

  @Test
  void tellsOfTheExpirationOfAWindowAndClearsItsState() throws Exception {
    process("a", "add 1", 1);
    process("a", "add 2", 101);
    subtask.watermark(0, 150);
    assertThat(emitted(), contains("sum 1", "sum 2"));

    subtask.watermark(0, 151);

    assertThat(emitted(), contains("sum 1", "sum 2", "expired with 1"));
    assertThat(cellsOf(subtask.cut()), is(1));
  }

  private int cellsOf(SubtaskCut cut) throws Exception {
    subtask.encode();
    int cells = 0;
    for (int group = 0; group < FakeOperatorContext.MAX_PARALLELISM; group++) {
      try (var cursor = cut.keyed().table("cells").scan(group, new byte[0], null)) {
        while (cursor.next()) {
          cells++;
        }
      }
    }
    return cells;
  }

  @Test
  void dropsWhatIsTooLateForItsWindow() throws Exception {
    subtask.watermark(0, 149);
    process("a", "add 1", 1);
    subtask.watermark(0, 200);
    process("a", "add 2", 2);
    process("a", "add 4", 150);

    assertThat(emitted(), contains("sum 1", "expired with 1", "sum 4"));
  }

  @Test
  void firesTimersInTheOrderOfTheirTimesWithThoseThatOthersSet() throws Exception {
    process("b", "second 40", 3);
    process("a", "first 20", 3);
    process("a", "second 30", 3);
    subtask.watermark(0, 20);
    assertThat(emitted(), is(empty()));

    subtask.watermark(0, 60);

    assertThat(emitted(), contains("first 20", "third 21", "second 30", "second 40"));
  }

  @Test
  void firesATimerOnceAtTheTimeSetLast() throws Exception {
    process("a", "second 20", 3);
    process("a", "second 40", 3);
    subtask.watermark(0, 30);
    assertThat(emitted(), is(empty()));
    subtask.watermark(0, 50);
    subtask.watermark(0, 60);

    assertThat(emitted(), contains("second 40"));
  }

  @Test
  void doesNotFireATimerThatWasCleared() throws Exception {
    process("a", "first 20", 3);
    process("b", "first 20", 3);
    process("a", "clear 0", 3);
    subtask.watermark(0, 99);

    assertThat(emitted(), contains("first 20", "third 21"));
  }

  @Test
  void holdsTheWatermarkAtTheOutputTimestampsOfTimersUntilTheyFire() throws Exception {
    process("a", "first 60", 30);
    process("b", "second 80", 40);
    subtask.watermark(0, 50);
    assertThat(subtask.outputWatermark(), is(30L));

    subtask.watermark(0, 61);
    assertThat(emitted(), contains("first 60"));
    // The timer that fired set another one with its own output timestamp.
    assertThat(subtask.outputWatermark(), is(30L));
    subtask.watermark(0, 62);
    assertThat(subtask.outputWatermark(), is(40L));
    subtask.watermark(0, 90);
    assertThat(subtask.outputWatermark(), is(90L));
  }

  @Test
  void letsGoOfTheHoldOfATimerThatIsCleared() throws Exception {
    process("a", "first 60", 30);
    subtask.watermark(0, 50);
    process("a", "clear 0", 50);

    assertThat(subtask.outputWatermark(), is(50L));
  }

  @Test
  void doesNotHoldTheWatermarkForTimersWithoutOutputTimestampNorForExpirations() throws Exception {
    process("a", "silent 90", 30);
    process("a", "add 1", 30);
    subtask.watermark(0, 50);
    assertThat(subtask.outputWatermark(), is(50L));
    process("a", "clear 0", 60);
    subtask.watermark(0, 120);

    assertThat(subtask.outputWatermark(), is(120L));
  }

  @Test
  void firesProcessingTimeTimersByTheClock() throws Exception {
    process("a", "clock 10", 3);
    subtask.pass(10);
    assertThat(emitted(), is(empty()));
    subtask.pass(1);

    assertThat(emitted(), contains("clock"));
  }

  @Test
  void drainsProcessingTimeTimersInOrderAtTheEndOfTheInput() throws Exception {
    process("a", "clock 3000", 3);
    process("a", "alarm 4000", 3);
    process("b", "clock 2000", 3);
    process("b", "alarm 1000", 3);
    process("a", "add 5", 3);
    subtask.watermark(0, Watermark.MAX);

    // The clock of "a" silenced its alarm.
    assertThat(emitted().subList(0, 4), contains("sum 5", "alarm", "clock", "clock"));
    assertThat(emitted().subList(4, 6), containsInAnyOrder("expired with null", "expired with 5"));
    assertThat(subtask.tryFinish(), is(true));
    assertThat(subtask.outputWatermark(), is(Watermark.MAX));
  }

  @Test
  void dropsProcessingTimeTimersOfExpiredWindows() throws Exception {
    process("a", "clock 3000", 3);
    subtask.watermark(0, 151);
    subtask.pass(5000);

    assertThat(emitted(), contains("expired with null"));
  }

  @Test
  void restoresStateTimersHoldsAndWakeUps() throws Exception {
    process("a", "add 1", 3);
    process("a", "first 60", 30);
    process("b", "clock 10", 40);
    subtask.watermark(0, 50);
    SubtaskCut cut = subtask.cut();
    process("a", "add 100", 60);
    process("a", "clear 0", 60);
    subtask.encode();

    subtask = restore(cut);
    assertThat(subtask.outputWatermark(), is(30L));
    process("a", "add 2", 60);
    subtask.pass(11);
    subtask.watermark(0, 151);

    assertThat(emitted().subList(0, 4), contains("sum 3", "clock", "first 60", "third 61"));
    assertThat(emitted().subList(4, 6), containsInAnyOrder("expired with null", "expired with 3"));
  }
}
