package io.weir.worker.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.state.WatermarkHoldState;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class StateCellsTest {
  private static final StateTag<ValueState<String>> USER =
      StateTags.tagForSpec("buf", StateSpecs.value(StringUtf8Coder.of()));
  private static final StateTag<ValueState<String>> SYSTEM = StateTags.makeSystemTagInternal(USER);

  private final CellsUnderTest cells = new CellsUnderTest();

  private static StateNamespace window(long index) {
    return StateNamespaces.window(
        IntervalWindow.getCoder(),
        new IntervalWindow(
            Instant.ofEpochMilli(index * 100), Instant.ofEpochMilli(index * 100 + 100)));
  }

  @Test
  void behavesAsAModelThroughBarriersEvictionsAndRestores() throws Exception {
    for (long seed = 0; seed < 100; seed++) {
      try {
        new Run(seed).run();
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** Random operations on a few keys in two windows. */
  private static final class Run {
    private final Random random;
    private final CellsUnderTest cells = new CellsUnderTest();
    private Map<String, ModelOfKey> models = new HashMap<>();
    private Map<String, ModelOfKey> modelsAtBarrier = new HashMap<>();

    Run(long seed) {
      random = new Random(seed);
    }

    void run() throws Exception {
      for (int i = 0; i < 400; i++) {
        String key = "key" + random.nextInt(7);
        switch (random.nextInt(30)) {
          case 0 -> cells.evict(key);
          case 1, 2 -> cells.encodeSlice();
          case 3 -> {
            cells.freeze();
            modelsAtBarrier = copy(models);
          }
          case 4 -> {
            cells.restore();
            models = copy(modelsAtBarrier);
          }
          case 5 -> check();
          default -> work(key);
        }
      }
      check();
      cells.restore();
      models = modelsAtBarrier;
      check();
    }

    private void work(String key) {
      int window = random.nextInt(2);
      ModelOfKey model = models.computeIfAbsent(key + "/" + window, unused -> new ModelOfKey());
      new CellsOfKey(cells.of(key), window(window)).doSomething(random, model);
    }

    private void check() {
      models.forEach(
          (name, model) -> {
            String[] parts = name.split("/", -1);
            StateNamespace window = window(Long.parseLong(parts[1]));
            assertThat(name, new CellsOfKey(cells.of(parts[0]), window).text(), is(model.text()));
          });
    }

    private static Map<String, ModelOfKey> copy(Map<String, ModelOfKey> models) {
      Map<String, ModelOfKey> copy = new HashMap<>();
      models.forEach((name, model) -> copy.put(name, model.copy()));
      return copy;
    }
  }

  @Test
  void keepsUserAndSystemCellsOfOneIdApart() {
    KeyCells key = cells.of("k");
    key.state(window(0), USER).write("user");
    key.state(window(0), SYSTEM).write("system");
    cells.evict("k");

    assertThat(cells.of("k").state(window(0), USER).read(), is("user"));
    assertThat(cells.of("k").state(window(0), SYSTEM).read(), is("system"));
    cells.of("k").state(window(0), USER).clear();
    assertThat(cells.of("k").state(window(0), SYSTEM).read(), is("system"));
  }

  @Test
  void keepsWindowsTriggersAndTheGlobalNamespaceApart() {
    StateNamespace trigger =
        StateNamespaces.windowAndTrigger(
            IntervalWindow.getCoder(),
            new IntervalWindow(Instant.ofEpochMilli(0), Instant.ofEpochMilli(100)),
            1);
    cells.of("k").state(window(0), USER).write("window");
    cells.of("k").state(trigger, USER).write("trigger");
    cells.of("k").state(StateNamespaces.global(), USER).write("global");
    cells.evict("k");

    KeyCells key = cells.of("k");
    assertThat(key.state(window(0), USER).read(), is("window"));
    assertThat(key.state(trigger, USER).read(), is("trigger"));
    assertThat(key.state(StateNamespaces.global(), USER).read(), is("global"));
    assertThat(key.state(window(1), USER).read(), is(nullValue()));
  }

  @Test
  void writesTheKeysUsedLongestAgoBackWhenThereAreTooMany() {
    for (int i = 0; i < 10; i++) {
      cells.of("k" + i).state(window(0), USER).write("v" + i);
    }

    assertThat(cells.storedEntries(), allOf(greaterThanOrEqualTo(5), lessThan(10)));
    for (int i = 0; i < 10; i++) {
      assertThat(cells.of("k" + i).state(window(0), USER).read(), is("v" + i));
    }
  }

  @Test
  void leavesNothingBehindInStateThatIsCleared() {
    StateTag<BagState<Long>> bag = StateTags.tagForSpec("bag", StateSpecs.bag(VarLongCoder.of()));
    cells.of("k").state(window(0), bag).add(1L);
    cells.of("k").state(window(0), USER).write("v");
    cells.evict("k");
    assertThat(cells.storedEntries(), is(3));

    cells.of("k").state(window(0), bag).clear();
    cells.of("k").state(window(0), USER).clear();
    cells.evict("k");
    assertThat(cells.storedEntries(), is(0));
  }

  @Test
  void handsOutBagsThatDoNotChangeAfterwards() {
    StateTag<BagState<Long>> tag = StateTags.tagForSpec("bag", StateSpecs.bag(VarLongCoder.of()));
    BagState<Long> bag = cells.of("k").state(window(0), tag);
    bag.add(1L);
    Iterable<Long> read = bag.read();
    bag.add(2L);
    bag.clear();

    assertThat(List.copyOf((List<Long>) read), contains(1L));
  }

  @Test
  void combinesHoldsAndFindsThemAfterAnEviction() {
    StateTag<WatermarkHoldState> earliest =
        StateTags.makeSystemTagInternal(
            StateTags.watermarkStateInternal("hold", TimestampCombiner.EARLIEST));
    WatermarkHoldState hold = cells.of("k").state(window(0), earliest);
    hold.add(Instant.ofEpochMilli(7));
    hold.add(Instant.ofEpochMilli(5));
    hold.add(Instant.ofEpochMilli(9));
    cells.evict("k");

    assertThat(cells.of("k").state(window(0), earliest).read(), is(Instant.ofEpochMilli(5)));
    assertThat(cells.of("k").state(window(1), earliest).isEmpty().read(), is(true));
    cells.of("k").state(window(0), earliest).clear();
    assertThat(cells.of("k").state(window(0), earliest).read(), is(nullValue()));
  }
}
