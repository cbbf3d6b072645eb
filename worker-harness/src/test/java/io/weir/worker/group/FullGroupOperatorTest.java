package io.weir.worker.group;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.plan.operator.GroupPayload;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second grouping behind one that is triggered by processing time. */
final class FullGroupOperatorTest {
  private static final Instant END = GlobalWindow.INSTANCE.maxTimestamp();

  /** Time enough for the panes of all subtasks to come. */
  private static final long ENOUGH_MS = 500;

  private final FakeClock clock = new FakeClock();
  private FakeSubtask second;

  @BeforeEach
  void start() throws Exception {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(KV.of(1L, 1L)))
        .apply(
            Window.<KV<Long, Long>>into(new GlobalWindows())
                .triggering(Repeatedly.forever(AfterProcessingTime.pastFirstElementInPane()))
                .withAllowedLateness(Duration.ZERO)
                .accumulatingFiredPanes())
        .apply("First", Sum.longsPerKey())
        .apply("Second", Sum.longsPerKey());
    PlannedPipeline planned = PlannedPipeline.of(pipeline);
    second =
        FakeSubtask.start(
            context -> planned.operator(planned.specs(GroupPayload.URN).get(1), context), clock);
  }

  private void process(long key, long value, Timing timing) throws Exception {
    byte[] encoded = CoderUtils.encodeToByteArray(VarLongCoder.of(), key);
    second.process(
        0,
        Key.of(encoded, FakeOperatorContext.MAX_PARALLELISM),
        WindowedValues.of(
            KV.of(key, value),
            END,
            GlobalWindow.INSTANCE,
            PaneInfo.createPane(
                false, timing != Timing.EARLY, timing, 1, timing == Timing.EARLY ? -1 : 0)));
  }

  private List<String> panes() {
    return second.emitted(0).stream()
        .map(pane -> (WindowedValue<?>) pane)
        .map(pane -> pane.getValue() + " " + pane.getPaneInfo().getTiming())
        .toList();
  }

  @Test
  void makesOnePaneOfWhatSeveralSubtasksEmitAtTheSameTime() throws Exception {
    for (int subtask = 0; subtask < 3; subtask++) {
      process(1, 10, Timing.EARLY);
      second.work();
      clock.advance(5);
    }
    process(2, 7, Timing.EARLY);
    second.work();
    assertThat(panes().size(), is(0));

    second.pass(ENOUGH_MS);

    assertThat(panes(), contains("KV{1, 30} EARLY", "KV{2, 7} EARLY"));
  }

  @Test
  void firesWhatIsDueBeforeAPaneOnTimeComesToIt() throws Exception {
    process(1, 42, Timing.EARLY);
    second.work();
    clock.advance(ENOUGH_MS); // Nobody calls it when its timer is due.
    process(1, 42, Timing.ON_TIME);
    second.work();
    second.pass(ENOUGH_MS);
    second.watermark(0, Watermark.MAX);

    assertThat(panes(), contains("KV{1, 42} EARLY", "KV{1, 84} ON_TIME"));
  }

  @Test
  void doesNotFireEarlyWhatIsThePaneOnTimeHoweverLongElementsTake() throws Exception {
    process(1, 42, Timing.EARLY);
    second.work();
    second.pass(ENOUGH_MS);
    clock.advanceAtEachReading(1);
    process(1, 42, Timing.ON_TIME);
    second.work();
    clock.advanceAtEachReading(0);
    second.watermark(0, Watermark.MAX);

    assertThat(panes(), contains("KV{1, 42} EARLY", "KV{1, 84} ON_TIME"));
  }
}
