package io.weir.benchmarks.killtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs of the weblog job, each in a JVM of its own.
 *
 * <p>Thread: one at a time.
 */
final class WeblogRuns {
  private static final String MAIN = "io.weir.examples.weblog.WeblogJob";
  private static final long POLL_MILLIS = 20;

  /** A run without kills then takes about 10 s. */
  private static final int SLOWDOWN_MILLIS_PER_THOUSAND = 1000;

  private final String classPath;
  private final Path directory;
  private final long lines;
  private final Duration timeout;

  /**
   * Runs.
   *
   * @param classPath the client's
   * @param directory for results and logs
   * @param lines length of the log
   * @param timeout a run that takes longer has failed
   */
  WeblogRuns(String classPath, Path directory, long lines, Duration timeout) {
    this.classPath = classPath;
    this.directory = directory;
    this.lines = lines;
    this.timeout = timeout;
  }

  /** Runs the job without faults in one JVM and answers where the result is. */
  Path runEmbedded() throws IOException, InterruptedException, KillTestFailure {
    Path result = directory.resolve("expected");
    Process client = launch(result, "embedded", List.of());
    if (!client.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
      client.destroyForcibly();
      throw new KillTestFailure("the embedded run hangs");
    }
    checkExit(client, "the embedded run");
    return result;
  }

  /** Runs the job on the cluster while the killer is at work. */
  Path run(int number, String master, Killer killer)
      throws IOException, InterruptedException, KillTestFailure {
    Path result = directory.resolve("run-" + number);
    Process client =
        launch(
            result,
            "run-" + number,
            List.of(
                "--weirMaster=" + master,
                "--parallelism=4",
                "--checkpointingInterval=500",
                "--maxRestarts=1000",
                "--progressIntervalMillis=1000",
                "--slowdownMillisPerThousand=" + SLOWDOWN_MILLIS_PER_THOUSAND));
    killer.beginRun();
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!client.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - deadline > 0) {
          throw new KillTestFailure("run " + number + " hangs");
        }
        killer.look();
      }
    } finally {
      client.destroyForcibly();
    }
    checkExit(client, "run " + number);
    return result;
  }

  /**
   * What the job counted, as its summary says: metrics must not count anything twice either.
   *
   * @param name {@code embedded} or {@code run-} and a number
   */
  String counts(String name) throws IOException, KillTestFailure {
    try (Stream<String> lines = Files.lines(log(name))) {
      return lines
          .filter(line -> line.startsWith("weblog: ") && line.contains(" lines parsed"))
          .findFirst()
          .orElseThrow(() -> new KillTestFailure(log(name) + " has no summary"));
    }
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private static void checkExit(Process client, String what) throws KillTestFailure {
    if (client.exitValue() != 0) {
      throw new KillTestFailure(what + " ended with exit status " + client.exitValue());
    }
  }

  private Process launch(Path result, String log, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                MAIN,
                "--generate=" + lines,
                "--output=" + result));
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(log).toFile())
        .start();
  }
}
