package io.weir.benchmarks.nexmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryComparisonTest {

  private static final long SMALL = 1_000_000;
  private static final long LARGE = 4_000_000;

  @Test
  void startUpDoesNotCountInTheMarginalCpu() {
    SizedRuns runs = runs(Contender.WEIR, 100, 106, 5_589, 20_000);

    assertThat(runs.marginalCpuUs(), closeTo(2.0, 1e-9));
  }

  @Test
  void theMedianIsTakenOverTheRatiosOfThePairs() {
    QueryComparison comparison =
        new QueryComparison(
            3,
            List.of(weir(3), weir(3), weir(3)),
            List.of(flink(30), flink(6), flink(9)),
            List.of());

    assertThat(comparison.medianRatio().orElseThrow(), closeTo(3.0, 1e-9));
    assertThat(comparison.speedOverDirect().isPresent(), is(false));
  }

  @Test
  void speedIsComparedWithDirectRunnerAtTheLargerSize() {
    Leg direct = new Leg(Contender.DIRECT, 3, 100_000, 20, 50, 1, 580);

    QueryComparison comparison =
        new QueryComparison(3, List.of(weir(3)), List.of(), List.of(direct));

    assertThat(comparison.speedOverDirect().orElseThrow(), closeTo(20.0, 1e-9));
  }

  @Test
  void namesLegsWhoseResultsDifferFromTheKnownCountOrFromThePeer() {
    QueryComparison wrongAtBoth =
        new QueryComparison(
            3, List.of(runs(Contender.WEIR, 1, 4, 5_588, 19_999)), List.of(flink(3)), List.of());

    assertThat(
        wrongAtBoth.wrongResults(),
        contains(containsString("5588 results instead of 5589"), containsString("19999")));
    assertThat(
        new QueryComparison(3, List.of(weir(3)), List.of(flink(3)), List.of()).wrongResults(),
        is(empty()));
  }

  private static SizedRuns weir(double marginalCpuSeconds) {
    return runs(Contender.WEIR, 10, 10 + marginalCpuSeconds, 5_589, 20_000);
  }

  private static SizedRuns flink(double marginalCpuSeconds) {
    return runs(Contender.FLINK, 10, 10 + marginalCpuSeconds, 5_589, 20_000);
  }

  private static SizedRuns runs(
      Contender contender, double small, double large, long smallResults, long largeResults) {
    return new SizedRuns(
        new Leg(contender, 3, SMALL, small, 900, 1, smallResults),
        new Leg(contender, 3, LARGE, large, 1_000, 1, largeResults));
  }
}
