package io.weir.benchmarks.nexmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code ci/nexmark}. */
@Command(
    name = "ci/nexmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Beam's Nexmark queries on Weir and, alternating, on FlinkRunner, each leg in a JVM of"
          + " its own, and once per query on DirectRunner.",
      "Prints what one more event costs in CPU (the difference between two sizes), events per"
          + " second, peak memory, and the ratio of the runners. Exits with 0 if every leg ended"
          + " with the right number of results and the floors hold."
    })
public final class NexmarkMain implements Callable<Integer> {

  @Option(
      names = "--queries",
      split = ",",
      defaultValue = "0,3,5,8",
      description = "Queries to run (default 0,3,5,8).")
  private List<Integer> queries = List.of();

  @Option(
      names = "--pairs",
      defaultValue = "3",
      description = "Times that each query runs on Weir and on FlinkRunner (default 3).")
  private int pairs = 3;

  @Option(
      names = "--runners",
      split = ",",
      defaultValue = "weir,flink,direct",
      description = "Who takes part (default weir,flink,direct).")
  private List<String> runners = List.of();

  @Option(
      names = "--events-small",
      defaultValue = "1000000",
      description = "Events of the smaller size (default 1000000).")
  private long eventsSmall = 1_000_000;

  @Option(
      names = "--events-large",
      defaultValue = "4000000",
      description = "Events of the larger size (default 4000000).")
  private long eventsLarge = 4_000_000;

  @Option(
      names = "--events-direct",
      defaultValue = "100000",
      description = "Events of DirectRunner's leg (default 100000).")
  private long eventsDirect = 100_000;

  @Option(
      names = "--floor",
      defaultValue = "1.0",
      description = "Least median of FlinkRunner's marginal CPU over Weir's (default 1.0).")
  private double floor = 1.0;

  @Option(
      names = "--direct-floor",
      defaultValue = "10",
      description = "Least ratio of Weir's events per second to DirectRunner's (default 10).")
  private double directFloor = 10;

  @Option(names = "--heap", defaultValue = "6g", description = "Heap of each leg (default 6g).")
  private String heap = "6g";

  @Option(
      names = "--timeout",
      defaultValue = "600",
      description = "Seconds after which a leg has failed (default 600).")
  private int timeoutSeconds = 600;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/nexmark",
      description = "Where the legs' logs go.")
  private Path output = Path.of("target/nexmark");

  @Option(
      names = "--class-path",
      hidden = true,
      description = "RUNNER=CLASSPATH, set by the script.")
  private Map<String, String> classPaths = Map.of();

  private NexmarkMain() {}

  /** Compares and exits. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new NexmarkMain());
    line.setExecutionExceptionHandler(
        (e, ignored, parsed) -> {
          System.err.println("ci/nexmark: " + e.getMessage());
          return e instanceof IllegalArgumentException ? 2 : 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException, LegFailedException, InterruptedException {
    if (eventsLarge <= eventsSmall) {
      throw new IllegalArgumentException("--events-large must be greater than --events-small");
    }
    Set<Contender> contenders = contenders();
    Comparer comparer =
        new Comparer(
            new LegLauncher(
                byContender(contenders),
                Files.createDirectories(output).toAbsolutePath(),
                heap,
                Duration.ofSeconds(timeoutSeconds)),
            contenders,
            new Sizes(eventsSmall, eventsLarge, eventsDirect),
            pairs);
    List<QueryComparison> comparisons = new ArrayList<>();
    for (int query : queries) {
      comparisons.add(comparer.compare(query));
    }
    ComparisonTable.lines(comparisons).forEach(System.out::println);
    List<String> complaints = complaints(comparisons);
    complaints.forEach(complaint -> System.out.println("FAILED " + complaint));
    System.out.println(ComparisonTable.summary(comparisons));
    return complaints.isEmpty() ? 0 : 1;
  }

  private Set<Contender> contenders() {
    Map<String, Contender> known = new TreeMap<>();
    for (Contender contender : Contender.values()) {
      known.put(contender.toString(), contender);
    }
    Set<Contender> chosen = EnumSet.noneOf(Contender.class);
    for (String name : runners) {
      Contender contender = known.get(name);
      if (contender == null) {
        throw new IllegalArgumentException(
            "unknown runner '" + name + "'; known: " + known.keySet());
      }
      chosen.add(contender);
    }
    return chosen;
  }

  private Map<Contender, String> byContender(Set<Contender> contenders) {
    Map<Contender, String> paths = new EnumMap<>(Contender.class);
    for (Contender contender : contenders) {
      String path = classPaths.get(contender.toString());
      if (path == null) {
        throw new IllegalArgumentException("no --class-path for " + contender);
      }
      paths.put(contender, path);
    }
    return paths;
  }

  private List<String> complaints(List<QueryComparison> comparisons) {
    List<String> complaints = new ArrayList<>();
    for (QueryComparison comparison : comparisons) {
      complaints.addAll(comparison.wrongResults());
      String query = "q" + comparison.query();
      comparison
          .medianRatio()
          .ifPresent(
              ratio -> {
                if (!(ratio >= floor)) {
                  complaints.add(below(query + ": FlinkRunner's CPU over Weir's", ratio, floor));
                }
              });
      comparison
          .speedOverDirect()
          .ifPresent(
              ratio -> {
                if (!(ratio >= directFloor)) {
                  complaints.add(below(query + ": speed over DirectRunner's", ratio, directFloor));
                }
              });
    }
    return complaints;
  }

  private static String below(String what, double ratio, double least) {
    return String.format(Locale.ROOT, "%s is %.2f, at least %.2f is asked", what, ratio, least);
  }
}
