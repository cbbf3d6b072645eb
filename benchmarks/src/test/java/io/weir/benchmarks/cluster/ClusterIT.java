package io.weir.benchmarks.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on one master and two workers. */
class ClusterIT {
  private static final String WEBLOG = "io.weir.examples.weblog.WeblogJob";
  private static final String CLI = "io.weir.runner.cli.WeirMain";
  private static final List<String> FILES =
      List.of("errors.csv", "traffic.csv", "trend.csv", "sessions.csv", "rejected.csv");

  @TempDir Path directory;

  private Path weblog(String name, String... options) throws IOException, InterruptedException {
    Path output = directory.resolve(name);
    String realLog = System.getenv("WEIR_REAL_LOG");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(realLog == null ? "--generate=20000" : "--input=" + realLog);
    arguments.add("--output=" + output);
    try (RealProcess client =
        RealProcess.start(directory, name, WEBLOG, arguments.toArray(String[]::new))) {
      assertThat(client.output(), client.awaitEnd(), is(0));
    }
    return output;
  }

  @Test
  void runsTheWeblogJobAsAnEmbeddedClusterDoes() throws IOException, InterruptedException {
    Path expected = weblog("embedded");
    try (RealCluster cluster = RealCluster.start(directory, 2)) {
      Path actual = weblog("cluster", "--weirMaster=" + cluster.address(), "--parallelism=4");

      for (String file : FILES) {
        assertThat(file, Files.mismatch(expected.resolve(file), actual.resolve(file)), is(-1L));
      }
    }
  }

  @Test
  void endsAJobWhoseUserCodeThrowsWithTheUsersException() throws IOException, InterruptedException {
    assertThat(failureOf(ThrowingJob.class), containsString(ThrowingJob.MESSAGE));
  }

  /** The other worker may know first that a channel from the process broke. */
  @Test
  void saysWithWhichExitStatusAProcessOfAJobEnded() throws IOException, InterruptedException {
    assertThat(
        failureOf(HaltingJob.class),
        containsString("its process ended with exit status " + HaltingJob.STATUS));
  }

  /** Runs a job that fails, and answers what its program said. */
  private String failureOf(Class<?> program) throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client =
            RealProcess.start(
                directory,
                "client",
                program.getName(),
                "--runner=WeirRunner",
                "--maxRestarts=1",
                "--weirMaster=" + cluster.address())) {
      assertThat(client.awaitEnd(), is(not(0)));
      return client.output();
    }
  }

  @Test
  void namesAJobThatItDoesNotKnow() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 0);
        RealProcess cancel =
            RealProcess.start(
                directory, "cancel", CLI, "cancel", "nothing", "--weirMaster", cluster.address())) {
      assertThat(cancel.awaitEnd(), is(1));
      assertThat(
          cancel.output(),
          containsString(
              "weir cancel: the master at " + cluster.address() + " knows no job nothing"));
    }
  }

  @Test
  void refusesAPortInUseWithOneMessage() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 0);
        RealProcess second =
            RealProcess.start(
                directory,
                "second",
                RealCluster.MASTER,
                "--port=" + cluster.address().replaceFirst(".*:", ""),
                "--dir=" + directory.resolve("second"))) {
      assertThat(second.awaitEnd(), is(1));
      assertThat(
          second.output(), containsString("weir master: cannot listen on " + cluster.address()));
    }
  }
}
