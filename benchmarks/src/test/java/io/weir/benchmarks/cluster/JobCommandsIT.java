package io.weir.benchmarks.cluster;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.benchmarks.exactlyonce.ExactlyOnceJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does with a running job. */
class JobCommandsIT {
  private static final String CLI = "io.weir.runner.cli.WeirMain";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  /** An endless job, nearly, that fails when state is lost: it expects each key's next number. */
  private RealProcess submit(RealCluster cluster) throws IOException {
    return RealProcess.start(
        directory,
        "client",
        ExactlyOnceJob.class.getName(),
        "--runner=WeirRunner",
        "--jobName=counting",
        "--weirMaster=" + cluster.address(),
        "--parallelism=2",
        "--checkpointingInterval=200",
        "--maxRestarts=0",
        "--keys=8",
        "--numbersPerKey=1000000",
        "--perSecond=200");
  }

  private String weir(RealCluster cluster, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--weirMaster", cluster.address()));
    return output(all);
  }

  private String output(List<String> arguments) throws IOException, InterruptedException {
    try (RealProcess command =
        RealProcess.start(directory, "command", CLI, arguments.toArray(String[]::new))) {
      int status = command.awaitEnd();
      String output = command.output();
      assertThat(output, status, is(0));
      return output;
    }
  }

  @Test
  void takesASavepointOfAJobAndRescalesIt() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 2);
        RealProcess client = submit(cluster)) {
      await()
          .atMost(PATIENCE)
          .until(() -> weir(cluster, "list").contains("RUNNING") && client.isAlive());

      String savepoint =
          weir(cluster, "savepoint", "create", "counting", "--savepointPath", "" + directory)
              .strip()
              .lines()
              .reduce("", (before, last) -> last);
      assertThat(
          output(List.of("savepoint", "inspect", savepoint)),
          containsString("operators with state"));

      assertThat(
          weir(cluster, "rescale", "counting", "--parallelism", "4"),
          containsString("goes on as job"));
      assertThat(
          weir(cluster, "list"), allOf(containsString("STOPPED"), not(containsString("FAILED"))));
      await().atMost(PATIENCE).until(() -> weir(cluster, "list").contains("RUNNING"));
      assertThat(weir(cluster, "stop", "counting"), containsString("its savepoint is"));
      assertThat(
          weir(cluster, "list"),
          allOf(not(containsString("RUNNING")), not(containsString("FAILED"))));
    }
  }

  @Test
  void runsAProgramFromTheSavepointOfAStoppedJob() throws IOException, InterruptedException {
    try (RealCluster cluster = RealCluster.start(directory, 1)) {
      String savepoint;
      try (RealProcess client = submit(cluster)) {
        await()
            .atMost(PATIENCE)
            .until(() -> weir(cluster, "list").contains("RUNNING") && client.isAlive());
        savepoint =
            weir(cluster, "stop", "counting", "--savepointPath", "" + directory)
                .replaceFirst("(?s).*its savepoint is (\\S+)\\.\\s*", "$1");
      }
      expectDiffs(savepoint);
      try (RealProcess program =
          RealProcess.start(
              directory,
              "program",
              CLI,
              "run",
              "--weirMaster=" + cluster.address(),
              "--savepointPath=" + savepoint,
              "--class-path=" + directory,
              "--main=" + ExactlyOnceJob.class.getName(),
              "--",
              "--jobName=again",
              "--keys=8",
              "--numbersPerKey=1000000",
              "--perSecond=200")) {
        await()
            .atMost(PATIENCE)
            .failFast(() -> assertThat(program.output(), program.isAlive(), is(true)))
            .until(() -> weir(cluster, "list").matches("(?s).*RUNNING +\\d+ +again.*"));
        weir(cluster, "cancel", "again");
        assertThat(program.output(), program.awaitEnd(), is(0));
        assertThat(program.output(), containsString("CANCELLED"));
      }
    }
  }

  /** The job's own program fits its savepoint, another one does not. */
  private void expectDiffs(String savepoint) throws IOException, InterruptedException {
    String own = output(diff(savepoint, ExactlyOnceJob.class, "--", "--keys=8"));
    assertThat(own, allOf(containsString("matched"), not(containsString("dropped"))));
    try (RealProcess other =
        RealProcess.start(
            directory, "other", CLI, diff(savepoint, ThrowingJob.class).toArray(String[]::new))) {
      assertThat(other.awaitEnd(), is(1));
      assertThat(other.output(), containsString("dropped"));
    }
  }

  private List<String> diff(String savepoint, Class<?> program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "savepoint",
                "diff",
                savepoint,
                "--class-path=" + directory,
                "--main=" + program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
