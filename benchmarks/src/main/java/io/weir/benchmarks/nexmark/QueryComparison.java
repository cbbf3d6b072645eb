package io.weir.benchmarks.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * All runs of one query.
 *
 * @param weir Weir's runs, one per pair; empty where Weir did not take part
 * @param flink the peer's, in the same order
 * @param direct DirectRunner's run, if it took part
 */
record QueryComparison(int query, List<SizedRuns> weir, List<SizedRuns> flink, List<Leg> direct) {

  QueryComparison {
    weir = List.copyOf(weir);
    flink = List.copyOf(flink);
    direct = List.copyOf(direct);
  }

  /** The peer's marginal CPU over Weir's, for each pair; above 1 Weir is the cheaper one. */
  List<Double> ratios() {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < Math.min(weir.size(), flink.size()); pair++) {
      ratios.add(flink.get(pair).marginalCpuUs() / weir.get(pair).marginalCpuUs());
    }
    return ratios;
  }

  /** The median of {@link #ratios}. */
  OptionalDouble medianRatio() {
    return median(ratios());
  }

  /** Weir's events per second at the larger size over DirectRunner's. */
  OptionalDouble speedOverDirect() {
    OptionalDouble ours =
        median(weir.stream().map(runs -> runs.large().eventsPerSecond()).toList());
    OptionalDouble theirs = median(direct.stream().map(Leg::eventsPerSecond).toList());
    return ours.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
        : OptionalDouble.empty();
  }

  /** All legs. */
  Stream<Leg> legs() {
    return Stream.concat(
        Stream.concat(weir.stream(), flink.stream())
            .flatMap(runs -> Stream.of(runs.small(), runs.large())),
        direct.stream());
  }

  /** The legs whose number of results is wrong, as sentences. */
  List<String> wrongResults() {
    return legs().flatMap(leg -> wrongResult(leg).stream()).toList();
  }

  private List<String> wrongResult(Leg leg) {
    OptionalLong known = KnownResults.of(query, leg.events());
    long expected =
        known.isPresent()
            ? known.getAsLong()
            : legs()
                .filter(other -> other.events() == leg.events())
                .filter(other -> other.contender() == Contender.FLINK)
                .mapToLong(Leg::results)
                .findFirst()
                .orElse(leg.results());
    return leg.results() == expected
        ? List.of()
        : List.of(
            String.format(
                "q%d on %s, %d events: %d results instead of %d",
                query, leg.contender(), leg.events(), leg.results(), expected));
  }

  /** The middle value, or the mean of the two in the middle; empty for no values. */
  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
