package io.weir.benchmarks.killtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code ci/kill-test}. Runs the job on a master and two workers, kills supervisors and
 * job processes at random moments, and compares every result with that of a run without faults.
 */
@Command(
    name = "kill-test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a job on one master and two workers, kills workers and job processes with SIGKILL at",
      "random moments, and compares every result with that of a run without faults."
    })
public final class KillTestMain implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String WEBLOG = "weblog";

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "JOB", description = "The job: weblog.")
  private String job = WEBLOG;

  @Option(
      names = "--kills",
      defaultValue = "20",
      paramLabel = "N",
      description = "Processes to kill (default: 20).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of moments and victims (default: another one each time).")
  private long seed = new Random().nextLong();

  @Option(
      names = "--lines",
      defaultValue = "40000",
      paramLabel = "N",
      description = "Lines of the log (default: 40000).")
  private long lines;

  @Option(
      names = "--timeout",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "A run that takes longer counts as hung (default: 300).")
  private int timeoutSeconds;

  @Option(names = "--weir", required = true, hidden = true)
  private Path weir = Path.of("bin", "weir");

  @Option(names = "--client-class-path", required = true, hidden = true)
  private String clientClassPath = "";

  private KillTestMain() {}

  /** Runs the test; ends the process with a status other than 0 when a result differs. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new KillTestMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!job.equals(WEBLOG) || kills < 1 || lines < 1 || timeoutSeconds < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "expected the job weblog, and numbers of at least 1");
    }
    System.out.println("kill-test weblog: seed " + seed);
    Path directory = Files.createTempDirectory("weir-kill-test-");
    WeblogRuns runs =
        new WeblogRuns(clientClassPath, directory, lines, Duration.ofSeconds(timeoutSeconds));
    try (Cluster cluster = new Cluster(weir.toAbsolutePath(), directory)) {
      int count = test(cluster, runs);
      System.out.printf("kill-test weblog: %d kills, %d runs, all results equal%n", kills, count);
    } catch (KillTestFailure e) {
      System.out.printf(
          "kill-test weblog: FAILED with seed %d: %s; logs are in %s%n",
          seed, e.getMessage(), directory);
      return FAILED;
    }
    Directories.delete(directory);
    return 0;
  }

  private int test(Cluster cluster, WeblogRuns runs)
      throws IOException, InterruptedException, KillTestFailure {
    Path expected = runs.runEmbedded();
    cluster.start();
    Killer killer = new Killer(cluster, new Random(seed), kills);
    int count = 0;
    while (killer.left() > 0) {
      count++;
      Path actual = runs.run(count, cluster.address(), killer);
      ResultFiles.compare(expected, actual);
      compareCounts(runs.counts("embedded"), runs.counts("run-" + count));
      cluster.expectNoJobProcesses();
      System.out.printf(
          "run %d: result equal; %d of %d kills%n", count, kills - killer.left(), kills);
    }
    return count;
  }

  private static void compareCounts(String expected, String actual) throws KillTestFailure {
    if (!expected.equals(actual)) {
      throw new KillTestFailure(
          "the summary is \"%s\" instead of \"%s\"".formatted(actual, expected));
    }
  }
}
