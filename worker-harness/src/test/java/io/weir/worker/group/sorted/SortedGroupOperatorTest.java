package io.weir.worker.group.sorted;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.CellBytes;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeOperatorContext;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.SubtaskCut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.junit.jupiter.api.Test;

/** Holds grouping by sorted runs against a map, with little memory and restores at any moment. */
final class SortedGroupOperatorTest {
  private static final int SEEDS = 40;
  private static final int KEYS = 3_000;

  private final FakeClock clock = new FakeClock();
  private final Random random = new Random(5);
  private List<FakeSubtask> subtasks = List.of();
  private long budgetBytes = 20_000;

  @Test
  void collectsAndCombinesWhateverIsRestoredWhen() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      random.setSeed(seed);
      budgetBytes = seed % 4 == 0 ? 100_000_000 : 5_000 + random.nextInt(100_000);
      FakeSubtask.Maker maker = seed % 2 == 0 ? this::collecting : this::combining;

      assertThat("seed " + seed, run(maker), is(true));
    }
  }

  /** Answers whether the map and the operator agree. */
  private boolean run(FakeSubtask.Maker maker) throws Exception {
    Map<String, List<String>> expected = new TreeMap<>();
    start(maker, 1 + random.nextInt(3), List.of());
    for (int part = 0; part < 3; part++) {
      for (int i = random.nextInt(5_000); i > 0; i--) {
        String key = "key" + random.nextInt(KEYS);
        String value = Integer.toString(random.nextInt(1_000));
        expected.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        process(key, value);
      }
      List<SubtaskCut> cuts = cut();
      if (random.nextBoolean()) {
        process("key1", "1000000"); // lost by the restore
        start(maker, 1 + random.nextInt(3), cuts);
      }
    }
    Map<String, String> actual = new TreeMap<>();
    for (int restores = random.nextInt(4); restores > 0; restores--) {
      for (FakeSubtask subtask : subtasks) {
        subtask.operator().onWatermark(0, Watermark.MAX);
        for (int slices = random.nextInt(4); slices > 0; slices--) {
          subtask.operator().advance();
        }
      }
      List<SubtaskCut> cuts = cut();
      take(actual);
      for (FakeSubtask subtask : subtasks) {
        subtask.operator().advance();
      }
      start(maker, 1 + random.nextInt(3), cuts);
    }
    for (FakeSubtask subtask : subtasks) {
      subtask.watermark(0, Watermark.MAX);
      subtask.finish();
      assertThat(subtask.outputWatermark(), is(Watermark.MAX));
    }
    take(actual);
    Map<String, String> texts = new TreeMap<>();
    expected.forEach((key, values) -> texts.put(key, text(values)));
    return actual.equals(texts);
  }

  @Test
  void goesOnWithTheMergeWhereTheSnapshotWasTaken() throws Exception {
    start(this::collecting, 1, List.of());
    for (int i = 0; i < KEYS; i++) {
      process("key" + i, "value");
    }
    FakeSubtask before = subtasks.get(0);
    before.operator().onWatermark(0, Watermark.MAX);
    assertThat(before.operator().advance(), is(Progress.MORE));
    int emitted = before.emitted(0).size();
    SubtaskCut cut = before.cut();
    assertThat(before.operator().outputWatermark(), lessThan(Watermark.MAX));

    FakeSubtask after = FakeSubtask.restore(this::collecting, clock, cut);
    after.watermark(0, Watermark.MAX);

    assertThat(emitted, greaterThan(0));
    assertThat(emitted + after.emitted(0).size(), is(KEYS));
  }

  @Test
  void handsOutALargeGroupToBeReadAgainAndAgain() throws Exception {
    start(this::collecting, 1, List.of());
    String value = "v".repeat(1_000);
    for (int i = 0; i < 5_000; i++) {
      process("large", value + i);
      process("small", "" + i);
    }
    subtasks.get(0).watermark(0, Watermark.MAX);

    Map<String, Iterable<?>> groups = new TreeMap<>();
    for (Object emitted : subtasks.get(0).emitted(0)) {
      KV<?, ?> pair = (KV<?, ?>) ((WindowedValue<?>) emitted).getValue();
      groups.put((String) pair.getKey(), (Iterable<?>) pair.getValue());
    }
    assertThat(groups.get("small"), instanceOf(List.class));
    assertThat(groups.get("large"), instanceOf(StoredValues.class));
    for (int time = 0; time < 2; time++) {
      int i = 0;
      for (Object item : requireNonNull(groups.get("large"))) {
        assertThat(item, equalTo(value + i++));
      }
      assertThat(i, is(5_000));
    }
  }

  @Test
  void keepsValuesThatAreEncodedAsNothing() {
    CollectedParts parts = new CollectedParts(strings());
    List<Object> values = new ArrayList<>(List.of("", "", "a", ""));

    List<byte[]> pieces = new ArrayList<>();
    parts.encode(new ArrayList<>(values)).forEachRemaining(pieces::add);
    Object decoded =
        parts.output(StoredPieces.few(pieces, (group, from, to, bytes) -> List.of(), 0, START));

    assertThat((List<?>) decoded, contains(values.toArray()));
  }

  private static final byte[] START = new byte[0];

  private void start(FakeSubtask.Maker maker, int parallelism, List<SubtaskCut> cuts)
      throws Exception {
    List<FakeSubtask> started = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      started.add(FakeSubtask.of(maker, clock, i, parallelism, cuts));
    }
    subtasks = started;
  }

  private void process(String key, String value) throws Exception {
    Key encoded =
        Key.of(CellBytes.encode(StringUtf8Coder.of(), key), FakeOperatorContext.MAX_PARALLELISM);
    int subtask =
        KeyGroups.subtaskOf(
            encoded.keyGroup(), subtasks.size(), FakeOperatorContext.MAX_PARALLELISM);
    subtasks
        .get(subtask)
        .process(0, encoded, WindowedValues.valueInGlobalWindow(KV.of(key, value)));
  }

  private List<SubtaskCut> cut() throws Exception {
    List<SubtaskCut> cuts = new ArrayList<>();
    for (FakeSubtask subtask : subtasks) {
      cuts.add(subtask.cut());
    }
    return cuts;
  }

  private void take(Map<String, String> actual) {
    for (FakeSubtask subtask : subtasks) {
      for (Object emitted : subtask.emitted(0)) {
        KV<?, ?> pair = (KV<?, ?>) ((WindowedValue<?>) emitted).getValue();
        String twice = actual.put((String) pair.getKey(), text(pair.getValue()));
        assertThat(twice == null, is(true));
      }
    }
  }

  /** What does not depend on whether values were collected or combined. */
  private static String text(Object result) {
    if (result instanceof Iterable<?> values) {
      long sum = 0;
      for (Object value : values) {
        sum += Long.parseLong((String) value);
      }
      return Long.toString(sum);
    }
    return result.toString();
  }

  private SortedGroupOperator<?> collecting(OperatorContext context) {
    return operator(new CollectedParts(strings()), context);
  }

  private SortedGroupOperator<?> combining(OperatorContext context) throws Exception {
    return operator(new CombinedParts<>(new SumFn(), SumFn.CODER, new StepMetrics("s")), context);
  }

  private <P> SortedGroupOperator<P> operator(Parts<P> parts, OperatorContext context) {
    return new SortedGroupOperator<>(
        parts,
        bytes -> CellBytes.decode(strings(), bytes),
        context,
        new CacheBudget(budgetBytes).newShare(),
        new StepMetrics("step"),
        new CounterCell(MetricName.named("test", "late")));
  }

  @SuppressWarnings("unchecked") // Beam code works on elements of unknown types.
  private static Coder<Object> strings() {
    return (Coder<Object>) (Coder<?>) StringUtf8Coder.of();
  }

  /** Sums the numbers that strings are. */
  private static final class SumFn extends CombineFn<Object, Object, Object> {
    private static final long serialVersionUID = 1;

    private static final Coder<Object> CODER = strings();

    @Override
    public Object createAccumulator() {
      return "0";
    }

    @Override
    public Object addInput(Object accumulator, Object input) {
      return Long.toString(Long.parseLong((String) accumulator) + Long.parseLong((String) input));
    }

    @Override
    public Object mergeAccumulators(Iterable<Object> accumulators) {
      long sum = 0;
      for (Object accumulator : accumulators) {
        sum += Long.parseLong((String) accumulator);
      }
      return Long.toString(sum);
    }

    @Override
    public Object extractOutput(Object accumulator) {
      return accumulator;
    }
  }
}
