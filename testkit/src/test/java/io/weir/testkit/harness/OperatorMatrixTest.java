package io.weir.testkit.harness;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.element.Key;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.OperatorContext;
import io.weir.testkit.harness.MatrixInput.Element;
import io.weir.testkit.harness.MatrixInput.Mark;
import io.weir.testkit.operators.Item;
import io.weir.testkit.operators.ItemCodec;
import io.weir.testkit.operators.PublishedItems;
import io.weir.testkit.operators.SourceSpec;
import io.weir.testkit.operators.TestOperators;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperatorMatrixTest {
  private final PublishedItems published = new PublishedItems();

  private OperatorMaker maker(OperatorSpec spec) {
    return context -> new TestOperators(published).operator(spec, context);
  }

  private static List<MatrixInput> keyedItems() {
    List<MatrixInput> input = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Item item = new Item("test", i, "key " + i % 3, i * 15L, i);
      input.add(new Element(0, ItemCodec.keyOf(item, OperatorHarness.MAX_PARALLELISM), item));
      if (i % 7 == 6) {
        input.add(new Mark(0, i * 15L));
      }
    }
    return input;
  }

  @Test
  void keyedStateSurvivesEveryCell() throws Exception {
    var emitted = OperatorMatrix.of(maker(TestOperators.RUNNING_SUM), 1).check(keyedItems());

    assertThat(emitted.get(0), hasSize(40));
  }

  @Test
  void windowsSurviveEveryCell() throws Exception {
    var emitted = OperatorMatrix.of(maker(TestOperators.WINDOWED_SUM), 1).check(keyedItems());

    assertThat(emitted.get(0), hasSize(18));
  }

  @Test
  void broadcastStateSurvivesEveryCell() throws Exception {
    List<MatrixInput> input = new ArrayList<>(keyedItems());
    for (int i = 0; i < 5; i++) {
      input.add(new Element(1, null, new Item("side", i, "side", 0, i)));
    }

    var emitted = OperatorMatrix.of(maker(TestOperators.BROADCAST_TALLY), 2).check(input);

    assertThat(emitted.get(0), hasSize(41));
  }

  @Test
  void aSourceSurvivesEveryCell() throws Exception {
    SourceSpec source = new SourceSpec("s", 2, 10, 3, false, 4, 1);
    List<MatrixInput> input = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      input.add(new MatrixInput.Pause(1));
    }

    var emitted = OperatorMatrix.of(maker(source.toOperatorSpec()), 0).check(input);

    assertThat(emitted.get(0), hasSize(20));
  }

  @Test
  void aSinkPublishesEachItemOnce() throws Exception {
    try (OperatorHarness harness = new OperatorHarness(maker(TestOperators.COMMITTING_SINK), 1)) {
      for (MatrixInput input : keyedItems()) {
        input.applyTo(harness);
        harness.restart();
      }
      harness.finish();
      harness.checkpoint();
    }

    assertThat(published.all(), hasSize(40));
    assertThat(published.count().values().stream().allMatch(n -> n == 1), is(true));
  }

  @Test
  void noticesStateOutsideOfTheStores() {
    OperatorMatrix matrix = OperatorMatrix.of(Forgetful::new, 1);

    AssertionError noticed = assertThrows(AssertionError.class, () -> matrix.check(keyedItems()));

    assertThat(noticed.getMessage(), containsString("RESTART"));
  }

  /** Emits its input numbered, but keeps the number in a field. */
  private static final class Forgetful extends ForwardingOperator {
    private final OperatorContext context;
    private int number;

    Forgetful(OperatorContext context) throws Exception {
      super(
          new TestOperators(new PublishedItems()).operator(TestOperators.COMMITTING_SINK, context));
      this.context = context;
    }

    @Override
    public void process(int input, @Nullable Key key, Object element) throws Exception {
      context.output(0).emit(number++ + " " + element);
    }
  }
}
