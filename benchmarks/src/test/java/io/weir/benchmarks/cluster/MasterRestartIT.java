package io.weir.benchmarks.cluster;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.weir.benchmarks.exactlyonce.ExactlyOnceJob;
import io.weir.benchmarks.exactlyonce.ExpectedLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose master is killed, alone or with all workers, and started again. */
class MasterRestartIT {
  private static final String NAME = "sequences";
  private static final String CLI = "io.weir.runner.cli.WeirMain";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KEYS = 8;
  private static final int NUMBERS_PER_KEY = 1000;

  @TempDir private Path directory;

  /** A job that takes some 5 s, interruptions not counted. */
  private RealProcess submit(RealCluster cluster) throws IOException {
    return submit(cluster, false);
  }

  private RealProcess submit(RealCluster cluster, boolean wrong) throws IOException {
    return RealProcess.start(
        directory,
        "client",
        ExactlyOnceJob.class.getName(),
        "--runner=WeirRunner",
        "--weirMaster=" + cluster.address(),
        "--parallelism=2",
        "--checkpointingInterval=200",
        "--retainedCheckpoints=2",
        "--progressIntervalMillis=1000",
        "--jobName=" + NAME,
        "--loseOneAfterRestore=" + wrong,
        "--keys=" + KEYS,
        "--numbersPerKey=" + NUMBERS_PER_KEY,
        "--perSecond=200");
  }

  /** Waits for a checkpoint with a higher id than the one given, while the client runs. */
  private static void awaitCheckpoint(RealCluster cluster, RealProcess client, int after)
      throws IOException {
    Path checkpoints = cluster.masterDirectory().resolve("checkpoints");
    AtomicInteger newest = new AtomicInteger();
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                newest.set(newestCheckpoint(checkpoints));
                return newest.get() > after || !client.isAlive();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no such checkpoint; the client said:\n" + client.output(), e);
    }
    assertThat(client.output(), newest.get(), is(greaterThan(after)));
  }

  private static int newestCheckpoint(Path checkpoints) throws IOException {
    PathMatcher manifest = FileSystems.getDefault().getPathMatcher("glob:**/chk-*/_manifest");
    try (Stream<Path> files = Files.exists(checkpoints) ? Files.walk(checkpoints) : Stream.of()) {
      return files
          .filter(manifest::matches)
          .map(file -> file.getName(file.getNameCount() - 2).toString())
          .mapToInt(name -> Integer.parseInt(name.substring("chk-".length())))
          .max()
          .orElse(-1);
    } catch (UncheckedIOException e) {
      return -1; // A file went while it was looked at.
    }
  }

  private static void expectAllOnce(RealProcess client) throws IOException, InterruptedException {
    assertThat(client.output(), client.awaitEnd(), is(0));
    assertThat(client.output(), containsString(allOnce()));
  }

  private static String allOnce() {
    return "exactly-once: %d numbers in order, %d lines"
        .formatted(KEYS * NUMBERS_PER_KEY, ExpectedLines.of(KEYS, NUMBERS_PER_KEY).size());
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private String list(RealCluster cluster) throws IOException, InterruptedException {
    try (RealProcess list =
        RealProcess.start(directory, "list", CLI, "list", "--weirMaster", cluster.address())) {
      assertThat(list.output(), list.awaitEnd(), is(0));
      return list.output();
    }
  }

  @Test
  void goesOnWhenTheMasterIsKilledAndStartedAgain() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client = submit(cluster)) {
      awaitCheckpoint(cluster, client, 1);
      cluster.killMaster();
      cluster.startMasterAgain();
      // The ids of the checkpoints of a master begin far beyond those of the one before.
      awaitCheckpoint(cluster, client, 1_000);

      expectAllOnce(client);
      assertThat(files(cluster.masterDirectory().resolve("checkpoints")), is(0L));

      cluster.killMaster();
      cluster.startMasterAgain();
      assertThat(list(cluster), containsString("DONE"));
    }
  }

  @Test
  void goesOnWhenEverythingIsKilledAndStartedAgain() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client = submit(cluster)) {
      awaitCheckpoint(cluster, client, 1);
      cluster.killMaster();
      cluster.killWorkers();
      cluster.startMasterAgain();
      cluster.startWorker();
      cluster.startWorker();
      awaitCheckpoint(cluster, client, 1_000);

      expectAllOnce(client);
    }
  }

  @Test
  void wouldNoticeThatARestartLosesAnElement() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client = submit(cluster, true)) {
      awaitCheckpoint(cluster, client, 1);
      cluster.killMaster();
      cluster.startMasterAgain();

      assertThat(client.output(), client.awaitEnd(), is(0));
      assertThat(client.output(), not(containsString(allOnce())));
    }
  }

  @Test
  void stopsAJobThatWasToStopWhenTheMasterWasKilled() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 0);
        RealProcess client = submit(cluster)) {
      await().atMost(PATIENCE).until(() -> list(cluster).contains(NAME));
      restartMasterWhileStopping(cluster);

      await().atMost(PATIENCE).until(() -> list(cluster).contains("STOPPED"));
      assertThat(client.output(), client.awaitEnd(), is(0));
    }
  }

  @Test
  void drainsAJobThatWasToDrainWhenEverythingWasKilled() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 1);
        RealProcess client = submit(cluster)) {
      awaitCheckpoint(cluster, client, 1);
      cluster.killWorkers();
      restartMasterWhileStopping(cluster, "--drain");

      assertThat(client.output(), client.awaitEnd(), is(0));
      expectClosedWindows(client.output());
    }
  }

  /** All keys' timers fired to their last, and each window that has a number came out. */
  private static void expectClosedWindows(String output) {
    Matcher said =
        Pattern.compile("exactly-once: (\\d+) numbers in order, (\\d+) lines").matcher(output);
    assertThat(output, said.find(), is(true));
    int numbers = Integer.parseInt(said.group(1));
    int timers = ExpectedLines.of(KEYS, NUMBERS_PER_KEY).size() / 2;
    int windows = Integer.parseInt(said.group(2)) - timers;
    assertThat("it was not over before", numbers, is(lessThan(KEYS * NUMBERS_PER_KEY)));
    // Of each key, only the last window may hold fewer than its 20 numbers.
    assertThat(windows, is(greaterThanOrEqualTo(numbers / 20)));
    assertThat(windows, is(lessThan(numbers / 20 + KEYS + 1)));
    assertThat(numbers, is(greaterThan(0)));
  }

  /** Without workers the job cannot stop before the master is killed; then it gets one. */
  private void restartMasterWhileStopping(RealCluster cluster, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("stop", NAME));
    command.addAll(List.of(options));
    command.addAll(List.of("--weirMaster", cluster.address()));
    try (RealProcess stop =
        RealProcess.start(directory, "stop", CLI, command.toArray(String[]::new))) {
      Path jobs = cluster.masterDirectory().resolve("jobs");
      await().atMost(PATIENCE).until(() -> filesNamed(jobs, "stop") == 1);
      cluster.killMaster();
      assertThat(stop.awaitEnd(), is(1));
    }
    cluster.startMasterAgain();
    cluster.startWorker();
  }

  private static long filesNamed(Path below, String name) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.endsWith(name)).count();
    }
  }

  @Test
  void keepsASecondMasterOutOfItsDirectory() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 0);
        RealProcess second =
            RealProcess.start(
                directory,
                "second",
                RealCluster.MASTER,
                "--port=0",
                "--dir=" + cluster.masterDirectory())) {
      assertThat(second.awaitEnd(), is(1));
      assertThat(
          second.output(),
          containsString("another master uses the directory " + cluster.masterDirectory()));
    }
  }
}
