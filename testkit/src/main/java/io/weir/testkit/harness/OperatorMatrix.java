package io.weir.testkit.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What every operator must stand: its input one by one or in batches, with no snapshot, with a
 * snapshot after each step, with a snapshot and a restore after each step. Whatever the cell, the
 * same elements must come out of each port, in whatever order.
 */
public final class OperatorMatrix {
  private final OperatorMaker maker;
  private final int inputs;
  private final Function<Object, Object> view;

  private OperatorMatrix(OperatorMaker maker, int inputs, Function<Object, Object> view) {
    this.maker = maker;
    this.inputs = inputs;
    this.view = view;
  }

  /** How the input is handed over. */
  private enum Granularity {
    ONE_BY_ONE,
    BATCHED
  }

  /** What happens between steps. */
  private enum Disturbance {
    NONE,
    SNAPSHOT,
    RESTART
  }

  /** A matrix for operators with the given number of inputs. */
  public static OperatorMatrix of(OperatorMaker maker, int inputs) {
    return new OperatorMatrix(maker, inputs, element -> element);
  }

  /** Compares what the function makes of each element, for elements without a useful equals. */
  public OperatorMatrix comparing(Function<Object, Object> newView) {
    return new OperatorMatrix(maker, inputs, newView);
  }

  /**
   * Runs all cells, each with an operator of its own, up to the end of the input.
   *
   * @return what the undisturbed operator emitted, by port
   * @throws AssertionError a cell's output differs; the message names the cell
   */
  public Map<Integer, List<Object>> check(List<MatrixInput> input) throws Exception {
    Map<Integer, List<Object>> expected = run(input, Granularity.ONE_BY_ONE, Disturbance.NONE);
    for (Granularity granularity : Granularity.values()) {
      for (Disturbance disturbance : Disturbance.values()) {
        Map<Integer, List<Object>> actual = run(input, granularity, disturbance);
        if (!counts(actual).equals(counts(expected))) {
          throw new AssertionError(
              "%s, %s: %s instead of %s".formatted(granularity, disturbance, actual, expected));
        }
      }
    }
    return expected;
  }

  private Map<Integer, List<Object>> run(
      List<MatrixInput> input, Granularity granularity, Disturbance disturbance) throws Exception {
    try (OperatorHarness harness = new OperatorHarness(maker, inputs)) {
      for (MatrixInput step : input) {
        step.applyTo(harness);
        if (granularity == Granularity.ONE_BY_ONE) {
          harness.work();
        }
        disturb(harness, disturbance);
      }
      harness.finish();
      disturb(harness, disturbance);
      harness.finish();
      harness.checkpoint();
      return harness.emitted();
    }
  }

  private static void disturb(OperatorHarness harness, Disturbance disturbance) throws Exception {
    switch (disturbance) {
      case NONE -> {}
      case SNAPSHOT -> harness.checkpoint();
      case RESTART -> harness.restart();
    }
  }

  private Map<Integer, Map<Object, Integer>> counts(Map<Integer, List<Object>> emitted) {
    Map<Integer, Map<Object, Integer>> counts = new HashMap<>();
    emitted.forEach(
        (port, elements) -> {
          Map<Object, Integer> byElement = counts.computeIfAbsent(port, p -> new HashMap<>());
          elements.forEach(e -> byElement.merge(view.apply(e), 1, Integer::sum));
        });
    counts.values().removeIf(Map::isEmpty);
    return counts;
  }
}
