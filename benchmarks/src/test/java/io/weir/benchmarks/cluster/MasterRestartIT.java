package io.weir.benchmarks.cluster;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose master is killed, alone or with all workers, and started again. */
class MasterRestartIT {
  private static final String WEBLOG = "io.weir.examples.weblog.WeblogJob";
  private static final String CLI = "io.weir.runner.cli.WeirMain";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> FILES =
      List.of("errors.csv", "traffic.csv", "trend.csv", "sessions.csv", "rejected.csv");

  @TempDir private static Path expected;
  @TempDir private Path directory;

  private static RealProcess weblog(Path directory, String name, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--generate=40000");
    arguments.add("--output=" + directory.resolve(name));
    return RealProcess.start(directory, name, WEBLOG, arguments.toArray(String[]::new));
  }

  @BeforeAll
  static void runEmbedded() throws IOException, InterruptedException {
    try (RealProcess client = weblog(expected, "embedded")) {
      assertThat(client.output(), client.awaitEnd(), is(0));
    }
  }

  /** A job that takes some 10 s and makes a checkpoint every half second. */
  private RealProcess slowWeblog(RealCluster cluster) throws IOException {
    return weblog(
        directory,
        "cluster",
        "--weirMaster=" + cluster.address(),
        "--parallelism=4",
        "--checkpointingInterval=500",
        "--retainedCheckpoints=2",
        "--progressIntervalMillis=1000",
        "--slowdownMillisPerThousand=1000");
  }

  private void awaitCheckpoint(RealCluster cluster, int after) {
    await()
        .atMost(PATIENCE)
        .until(() -> newestCheckpoint(cluster.masterDirectory().resolve("checkpoints")) > after);
  }

  private static int newestCheckpoint(Path checkpoints) throws IOException {
    PathMatcher manifest = FileSystems.getDefault().getPathMatcher("glob:**/chk-*/_manifest");
    try (Stream<Path> files = Files.exists(checkpoints) ? Files.walk(checkpoints) : Stream.of()) {
      return files
          .filter(manifest::matches)
          .mapToInt(file -> Integer.parseInt(file.getName(file.getNameCount() - 2).toString().substring(4)))
          .max()
          .orElse(-1);
    } catch (UncheckedIOException e) {
      return -1; // A file went while it was looked at.
    }
  }

  private void expectSameResult(RealProcess client) throws IOException, InterruptedException {
    assertThat(client.output(), client.awaitEnd(), is(0));
    for (String file : FILES) {
      assertThat(
          file,
          Files.mismatch(expected.resolve("embedded").resolve(file), directory.resolve("cluster").resolve(file)),
          is(-1L));
    }
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private String list(RealCluster cluster) throws IOException, InterruptedException {
    try (RealProcess list =
        RealProcess.start(
            directory, "list", CLI, "list", "--weirMaster", cluster.address())) {
      assertThat(list.output(), list.awaitEnd(), is(0));
      return list.output();
    }
  }

  @Test
  void goesOnWhenTheMasterIsKilledAndStartedAgain() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client = slowWeblog(cluster)) {
      awaitCheckpoint(cluster, 1);
      cluster.killMaster();
      cluster.startMasterAgain();
      // The ids of the checkpoints of a master begin far beyond those of the one before.
      awaitCheckpoint(cluster, 1_000);

      expectSameResult(client);
      assertThat(files(cluster.masterDirectory().resolve("checkpoints")), is(0L));

      cluster.killMaster();
      cluster.startMasterAgain();
      assertThat(list(cluster), containsString("DONE"));
    }
  }

  @Test
  void goesOnWhenEverythingIsKilledAndStartedAgain() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client = slowWeblog(cluster)) {
      awaitCheckpoint(cluster, 1);
      cluster.killMaster();
      cluster.killWorkers();
      cluster.startMasterAgain();
      cluster.startWorker();
      cluster.startWorker();
      awaitCheckpoint(cluster, 1_000);

      expectSameResult(client);
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
