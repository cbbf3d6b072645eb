package io.weir.benchmarks.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses at which nobody listens, and addresses that are refused. */
class BadAddressIT {
  private static final String OTHER_MACHINE = "192.0.2.1";

  @TempDir Path directory;

  private String run(int exitStatus, String mainClass, String... arguments)
      throws IOException, InterruptedException {
    try (RealProcess process = RealProcess.start(directory, "out", mainClass, arguments)) {
      assertThat(process.awaitEnd(), is(exitStatus));
      return process.output();
    }
  }

  /** A port that was free a moment ago. */
  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void aWorkerThatCannotReachItsMasterSaysSoAndEnds() throws IOException, InterruptedException {
    String master = nobody();

    String said = run(1, RealCluster.WORKER, "--fail-fast", "--master=" + master);

    assertThat(said, containsString("weir worker: cannot reach the master at " + master));
  }

  @Test
  void aJobForAMasterThatIsNotThereSaysSoAndEnds() throws IOException, InterruptedException {
    String master = nobody();

    String said =
        run(
            1,
            "io.weir.examples.weblog.WeblogJob",
            "--generate=10",
            "--output=" + directory.resolve("result"),
            "--weirMaster=" + master);

    assertThat(said, containsString("the master at " + master));
    assertThat(said, not(containsString("DONE")));
  }

  @Test
  void mastersDoNotListenToOtherMachines() throws IOException, InterruptedException {
    String said =
        run(2, RealCluster.MASTER, "--host=" + OTHER_MACHINE, "--dir=" + directory.resolve("m"));

    assertThat(said, containsString("--host=" + OTHER_MACHINE + ": refused address"));
  }

  @Test
  void workersDoNotCallOtherMachines() throws IOException, InterruptedException {
    String said = run(2, RealCluster.WORKER, "--master=" + OTHER_MACHINE + ":7400");

    assertThat(said, containsString("--master=" + OTHER_MACHINE + ":7400: refused address"));
  }

  @Test
  void jobsAreNotSentToOtherMachines() throws IOException, InterruptedException {
    String said =
        run(
            2,
            "io.weir.examples.weblog.WeblogJob",
            "--generate=10",
            "--output=" + directory.resolve("result"),
            "--weirMaster=" + OTHER_MACHINE + ":7400");

    assertThat(said, containsString("--weirMaster=" + OTHER_MACHINE + ":7400: refused address"));
  }
}
