package io.weir.benchmarks.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs the legs of a query in the order that makes neighbours comparable: on a machine whose speed
 * drifts, each leg of Weir stands beside the peer's leg of the same size.
 */
final class Comparer {

  private final LegLauncher launcher;
  private final Set<Contender> contenders;
  private final Sizes sizes;
  private final int pairs;

  Comparer(LegLauncher launcher, Set<Contender> contenders, Sizes sizes, int pairs) {
    this.launcher = launcher;
    this.contenders = Set.copyOf(contenders);
    this.sizes = sizes;
    this.pairs = pairs;
  }

  /** Runs all legs of one query. */
  QueryComparison compare(int query) throws LegFailedException, InterruptedException {
    List<SizedRuns> weir = new ArrayList<>();
    List<SizedRuns> flink = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      List<Leg> weirLegs = new ArrayList<>();
      List<Leg> flinkLegs = new ArrayList<>();
      for (long events : List.of(sizes.small(), sizes.large())) {
        weirLegs.addAll(leg(Contender.WEIR, query, events));
        flinkLegs.addAll(leg(Contender.FLINK, query, events));
      }
      addRuns(weir, weirLegs);
      addRuns(flink, flinkLegs);
    }
    return new QueryComparison(query, weir, flink, leg(Contender.DIRECT, query, sizes.direct()));
  }

  private static void addRuns(List<SizedRuns> runs, List<Leg> legs) {
    if (!legs.isEmpty()) {
      runs.add(new SizedRuns(legs.get(0), legs.get(1)));
    }
  }

  /** The leg, or nothing if the contender does not take part. */
  private List<Leg> leg(Contender contender, int query, long events)
      throws LegFailedException, InterruptedException {
    if (!contenders.contains(contender)) {
      return List.of();
    }
    Leg leg = launcher.run(contender, query, events);
    System.out.println(
        String.format(
            Locale.ROOT,
            "q%d %s: %d events, %.1f s CPU, %.0f events/s, %d MiB, %d results",
            query,
            contender,
            events,
            leg.cpuSeconds(),
            leg.eventsPerSecond(),
            leg.peakKb() / 1024,
            leg.results()));
    return List.of(leg);
  }
}
