package io.weir.benchmarks.killtest;

import io.weir.benchmarks.killtest.Faults.Kind;
import io.weir.kafkabroker.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ci/kill-test exactly-once}. */
@Command(
    name = "kill-test exactly-once",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a job that reads sequences, checks and sums them and writes to Kafka in transactions, on",
      "one master and two workers, while these are killed and stopped; reads what is committed",
      "meanwhile, and compares it with what the job yields without faults."
    })
public final class ExactlyOnceMain implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      paramLabel = "M",
      description = "How long there are faults (default: 10).")
  private double minutes;

  @Option(
      names = "--every",
      defaultValue = "5",
      paramLabel = "SECONDS",
      description = "Time from one fault to the next (default: 5).")
  private int everySeconds;

  @Option(
      names = "--faults",
      split = ",",
      defaultValue = "WORKER,JOB_PROCESS,MASTER,BOTH,STOP",
      paramLabel = "KIND",
      description = "What may happen, of ${COMPLETION-CANDIDATES} (default: everything).")
  private List<Kind> kinds = List.of(Kind.values());

  @Option(
      names = "--longest-stop",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "How long a process is stopped at most; 5 at least (default: 30).")
  private int longestStopSeconds;

  @Option(
      names = "--state-backend",
      defaultValue = "memory",
      paramLabel = "NAME",
      description = "State backend of the job (default: memory).")
  private String stateBackend = "memory";

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of moments and victims (default: another one each time).")
  private long seed = new Random().nextLong();

  @Option(
      names = "--timeout",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description =
          "A job that commits nothing for so long after the last fault hangs (default: 300).")
  private int timeoutSeconds;

  @Option(
      names = "--wrong-job",
      description = "Have the job lose a number at every restart, and succeed if that is noticed.")
  private boolean wrongJob;

  @Option(
      names = "--keep-logs",
      description = "Keep the logs of all processes, and say where, also if nothing failed.")
  private boolean keepLogs;

  @Option(names = "--weir", required = true, hidden = true)
  private Path weir = Path.of("bin", "weir");

  @Option(names = "--client-class-path", required = true, hidden = true)
  private String clientClassPath = "";

  private ExactlyOnceMain() {}

  /** Runs the test; ends the process with a status other than 0 when a result differs. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ExactlyOnceMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    System.out.println("kill-test exactly-once: seed " + seed);
    Path directory = Files.createTempDirectory("weir-kill-test-");
    if (keepLogs) {
      System.out.println("kill-test exactly-once: logs are in " + directory);
    }
    RecoveryTimes times = new RecoveryTimes();
    try (BrokerProcess broker =
            BrokerProcess.start(directory.resolve("kafka"), directory.resolve("kafka.log"));
        Cluster cluster = new Cluster(weir.toAbsolutePath(), directory)) {
      Faults faults =
          new Faults(cluster, new Random(seed), kinds, Math.max(6, longestStopSeconds), times);
      ExactlyOnceRun run =
          new ExactlyOnceRun(
              new ExactlyOnceRun.Settings(
                  clientClassPath,
                  directory,
                  broker.bootstrapServers(),
                  stateBackend,
                  (long) (minutes * 60),
                  everySeconds,
                  timeoutSeconds,
                  kinds.equals(List.of(Kind.WORKER)),
                  wrongJob),
              cluster,
              new Random(seed));
      int lines = run.run(faults, times);
      if (wrongJob) {
        throw new KillTestFailure("the job was wrong and nobody noticed");
      }
      System.out.printf(
          "kill-test exactly-once: %d faults, %d lines, each committed once and as without faults;"
              + " %s%n",
          faults.count(), lines, times.summary());
    } catch (KillTestFailure e) {
      if (wrongJob && e.isWrongResult()) {
        System.out.println("kill-test exactly-once: the wrong job was noticed: " + e.getMessage());
        end(directory);
        return 0;
      }
      System.out.printf(
          "kill-test exactly-once: FAILED with seed %d: %s; %s; logs are in %s%n",
          seed, e.getMessage(), times.summary(), directory);
      return FAILED;
    }
    end(directory);
    return 0;
  }

  private void end(Path directory) throws IOException {
    if (!keepLogs) {
      Directories.delete(directory);
    }
  }
}
