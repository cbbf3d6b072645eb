package io.weir.worker.group;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.StoredItems;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.SubtaskCut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of groups that are more than the memory for them. */
final class FastGroupOperatorTest {
  private static final int KEYS = 3_000;
  private static final long BUDGET_BYTES = 100_000;

  private final FakeClock clock = new FakeClock();
  private final CacheBudget.Share memory = new CacheBudget(BUDGET_BYTES).newShare();

  @Test
  void keepsNoMoreInMemoryThanItMayAndLosesNothing() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(this::collecting, clock);
    long most = 0;
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < KEYS; i++) {
        for (int window = 0; window < 2; window++) {
          process(subtask, window, "key" + i, "" + round);
          most = Math.max(most, memory.taken());
        }
      }
    }
    subtask.watermark(0, Watermark.MAX);

    assertThat(most, both(greaterThan(BUDGET_BYTES / 2)).and(lessThan(2 * BUDGET_BYTES)));
    assertThat(memory.taken(), lessThan(BUDGET_BYTES / 100));
    List<String> actual = subtask.emitted(0).stream().map(FastGroupOperatorTest::text).toList();
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < KEYS; i++) {
      for (int window = 0; window < 2; window++) {
        expected.add(window(window) + " key" + i + " [0, 1, 2]");
      }
    }
    assertThat(actual.size(), is(expected.size()));
    assertThat(new HashSet<>(actual), equalTo(expected));
  }

  @Test
  void letsABarrierInWhileAWindowThatIsStoredFires() throws Exception {
    FakeSubtask before = FakeSubtask.start(this::collecting, clock);
    for (int i = 0; i < KEYS; i++) {
      process(before, 0, "key" + i, "value");
    }
    before.operator().onWatermark(0, Watermark.MAX);
    Progress progress = before.operator().advance();
    while (progress == Progress.UNFINISHED || before.emitted(0).isEmpty()) {
      progress = before.operator().advance();
    }
    assertThat(progress, is(Progress.MORE));
    assertThat(before.tryFinish(), is(false));
    SubtaskCut cut = before.cut();
    assertThat(before.operator().outputWatermark(), lessThan(Watermark.MAX));

    FakeSubtask after = FakeSubtask.restore(this::collecting, clock, cut);
    after.watermark(0, Watermark.MAX);

    List<String> all = new ArrayList<>();
    before.emitted(0).forEach(pane -> all.add(text(pane)));
    after.emitted(0).forEach(pane -> all.add(text(pane)));
    assertThat(after.tryFinish(), is(true));
    assertThat(all.size(), is(KEYS));
    assertThat(new HashSet<>(all).size(), is(KEYS));
  }

  @Test
  void handsOutALargeGroupToBeReadAgainAndAgain() throws Exception {
    FakeSubtask subtask = FakeSubtask.start(this::collecting, clock);
    String value = "v".repeat(100);
    for (int i = 0; i < KEYS; i++) {
      process(subtask, 0, "large", value + i);
    }
    process(subtask, 0, "small", "s");
    subtask.watermark(0, Watermark.MAX);

    Map<String, Iterable<?>> groups = new TreeMap<>();
    for (Object emitted : subtask.emitted(0)) {
      KV<?, ?> pair = (KV<?, ?>) ((WindowedValue<?>) emitted).getValue();
      groups.put((String) pair.getKey(), (Iterable<?>) pair.getValue());
    }
    assertThat(groups.get("small"), instanceOf(List.class));
    assertThat(groups.get("large"), instanceOf(StoredItems.class));
    for (int time = 0; time < 2; time++) {
      int i = 0;
      for (Object item : requireNonNull(groups.get("large"))) {
        assertThat(item, equalTo(value + i++));
      }
      assertThat(i, is(KEYS));
    }
  }

  private static IntervalWindow window(int number) {
    return new IntervalWindow(Instant.ofEpochMilli(100L * number), Duration.millis(100));
  }

  private static void process(FakeSubtask subtask, int window, String key, String value)
      throws Exception {
    Key encoded =
        Key.of(CellBytes.encode(StringUtf8Coder.of(), key), FakeOperatorContext.MAX_PARALLELISM);
    IntervalWindow of = window(window);
    subtask.process(
        0, encoded, WindowedValues.of(KV.of(key, value), of.start(), of, PaneInfo.NO_FIRING));
  }

  private static String text(Object emitted) {
    WindowedValue<?> pane = (WindowedValue<?>) emitted;
    KV<?, ?> pair = (KV<?, ?>) pane.getValue();
    List<Object> values = new ArrayList<>();
    ((Iterable<?>) pair.getValue()).forEach(values::add);
    return pane.getWindows().iterator().next() + " " + pair.getKey() + " " + values;
  }

  @SuppressWarnings("unchecked") // Beam code works on windows of unknown types.
  private Operator collecting(OperatorContext context) {
    Collecting<String> grouping = new Collecting<>(StringUtf8Coder.of());
    return new FastGroupOperator<>(
        grouping,
        TimestampCombiner.END_OF_WINDOW,
        new WindowTable<>(
            grouping,
            (Coder<BoundedWindow>) (Coder<?>) IntervalWindow.getCoder(),
            context.keyedState(),
            memory),
        bytes -> CellBytes.decode(StringUtf8Coder.of(), bytes),
        context,
        new StepMetrics("step"));
  }
}
