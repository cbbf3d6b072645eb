package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.Trial.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code ci/random-pipelines}. */
@Command(
    name = "ci/random-pipelines",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs pipelines generated from seeds on Weir in several modes and on DirectRunner, and"
          + " compares all that their collections hold.",
      "A difference is reduced and printed as a program. Exits with 0 if there is none."
    })
public final class RandomPipelinesMain implements Callable<Integer> {

  @Option(names = "--seeds", defaultValue = "50", description = "How many seeds (default 50).")
  private int seeds = 50;

  @Option(names = "--from", defaultValue = "1", description = "The first seed (default 1).")
  private long from = 1;

  @Option(names = "--seed", description = "Only this one; prints its pipeline as well.")
  private @Nullable Long seed;

  @Option(
      names = "--mode",
      description =
          "Only this mode of Weir, such as single (default all; an unknown one names them).")
  private @Nullable String mode;

  @Option(names = "--jobs", defaultValue = "4", description = "Seeds at the same time (default 4).")
  private int jobs = 4;

  @Option(
      names = "--max-findings",
      defaultValue = "3",
      description = "Reduces at most so many (default 3).")
  private int maxFindings = 3;

  @Option(
      names = "--mutant",
      description = "Puts a mistake into Weir, to see that it is found, such as loses-an-element.")
  private @Nullable String mutant;

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new RandomPipelinesMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    Trial trial =
        new Trial(
            mode == null ? List.of(WeirMode.values()) : List.of(WeirMode.named(mode)),
            mutant == null ? UnaryOperator.identity() : Mutant.named(mutant));
    List<Long> chosen =
        seed == null ? LongStream.range(from, from + seeds).boxed().toList() : List.of(seed);
    if (seed != null) {
      System.out.println(JavaProgram.of(PipelineGenerator.generate(seed)));
    }
    Map<Long, Trial.Report> reports = reports(trial, chosen);
    Map<Long, Finding> findings = new TreeMap<>();
    List<KnownDirectRunnerError> known = new ArrayList<>();
    reports.forEach(
        (of, report) -> {
          report.finding().ifPresent(finding -> findings.put(of, finding));
          report.known().stream().distinct().forEach(known::add);
        });
    print(trial, findings);
    printLeftOut(trial, reports);
    known.stream()
        .distinct()
        .forEach(
            error -> System.out.println("known: " + error + ": " + count(known, error) + " seeds"));
    System.out.printf(
        "random-pipelines: %d seeds, %d differences, %d known DirectRunner errors%n",
        chosen.size(), findings.size(), known.size());
    return findings.isEmpty() ? 0 : 1;
  }

  private Map<Long, Trial.Report> reports(Trial trial, List<Long> chosen)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      Map<Long, Future<Trial.Report>> running = new TreeMap<>();
      for (long of : chosen) {
        running.put(of, threads.submit(() -> trial.run(PipelineGenerator.generate(of))));
      }
      Map<Long, Trial.Report> reports = new TreeMap<>();
      for (Map.Entry<Long, Future<Trial.Report>> one : running.entrySet()) {
        Trial.Report report = one.getValue().get();
        reports.put(one.getKey(), report);
        report
            .finding()
            .ifPresent(
                finding ->
                    System.out.println(
                        "seed "
                            + one.getKey()
                            + ", "
                            + finding.mode()
                            + ": "
                            + finding.difference()));
      }
      return reports;
    } finally {
      threads.shutdownNow();
    }
  }

  private void print(Trial trial, Map<Long, Finding> findings) {
    findings.entrySet().stream()
        .limit(maxFindings)
        .forEach(
            finding ->
                System.out.println(
                    "\nseed "
                        + finding.getKey()
                        + ", reduced: "
                        + trial.reduced(finding.getValue()).text()));
  }

  private static void printLeftOut(Trial trial, Map<Long, Trial.Report> reports) {
    for (WeirMode mode : trial.modes()) {
      long leftOut =
          reports.values().stream().filter(report -> !report.modes().contains(mode)).count();
      if (leftOut > 0) {
        System.out.printf("%d seeds not in mode %s, which may cut their panes%n", leftOut, mode);
      }
    }
  }

  private static long count(List<KnownDirectRunnerError> known, KnownDirectRunnerError error) {
    return known.stream().filter(error::equals).count();
  }
}
