package io.weir.benchmarks.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What {@code ci/nexmark} prints. */
final class ComparisonTable {

  private ComparisonTable() {}

  /** One line per query and contender, medians over the pairs. */
  static List<String> lines(List<QueryComparison> comparisons) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-5s %-7s %10s %14s %14s %10s %12s",
            "query", "runner", "events", "us CPU/event", "events/s", "peak MiB", "results"));
    for (QueryComparison comparison : comparisons) {
      addRuns(lines, comparison.weir());
      addRuns(lines, comparison.flink());
      comparison.direct().forEach(leg -> lines.add(line(leg, "-", leg.eventsPerSecond())));
    }
    return lines;
  }

  private static void addRuns(List<String> lines, List<SizedRuns> runs) {
    if (!runs.isEmpty()) {
      double marginal = median(runs, SizedRuns::marginalCpuUs);
      double eventsPerSecond = median(runs, each -> each.large().eventsPerSecond());
      lines.add(
          line(runs.get(0).large(), String.format(Locale.ROOT, "%.2f", marginal), eventsPerSecond));
    }
  }

  private static String line(Leg leg, String marginal, double eventsPerSecond) {
    return String.format(
        Locale.ROOT,
        "q%-4d %-7s %10d %14s %14.0f %10d %12d",
        leg.query(),
        leg.contender(),
        leg.events(),
        marginal,
        eventsPerSecond,
        leg.peakKb() / 1024,
        leg.results());
  }

  private static double median(List<SizedRuns> runs, ToDoubleFunction<SizedRuns> figure) {
    return QueryComparison.median(runs.stream().map(figure::applyAsDouble).toList())
        .orElse(Double.NaN);
  }

  /** The line that states the figure. */
  static String summary(List<QueryComparison> comparisons) {
    return comparisons.stream()
            .map(each -> "q" + each.query() + " " + times(each.medianRatio()) + range(each))
            .collect(Collectors.joining(" ", "nexmark: ", ""))
        + " (FlinkRunner marginal CPU / Weir), events/s over DirectRunner: "
        + comparisons.stream()
            .map(each -> "q" + each.query() + " " + times(each.speedOverDirect()))
            .collect(Collectors.joining(" "));
  }

  private static String range(QueryComparison comparison) {
    return comparison.ratios().size() < 2
        ? ""
        : comparison.ratios().stream()
            .sorted()
            .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
            .collect(Collectors.joining("/", "[", "]"));
  }

  private static String times(OptionalDouble ratio) {
    return ratio.isPresent()
        ? String.format(Locale.ROOT, "%.2fx", ratio.getAsDouble())
        : "not measured";
  }
}
