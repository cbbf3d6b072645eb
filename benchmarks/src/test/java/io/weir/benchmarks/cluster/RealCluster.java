package io.weir.benchmarks.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A master and its workers as processes of their own. */
final class RealCluster implements AutoCloseable {
  static final String MASTER = "io.weir.jobserver.MasterMain";
  static final String WORKER = "io.weir.worker.process.WorkerMain";

  private final List<RealProcess> processes = new ArrayList<>();
  private final String address;

  private RealCluster(String address) {
    this.address = address;
  }

  static RealCluster start(Path directory, int workers) throws IOException {
    Path addressFile = directory.resolve("address");
    RealProcess master =
        RealProcess.start(
            directory,
            "master",
            MASTER,
            "--port=0",
            "--dir=" + directory.resolve("master"),
            "--address-file=" + addressFile);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(addressFile) || !master.isAlive());
    RealCluster cluster = new RealCluster(Files.readString(addressFile).strip());
    cluster.processes.add(master);
    for (int i = 0; i < workers; i++) {
      cluster.processes.add(
          RealProcess.start(
              directory,
              "worker-" + i,
              WORKER,
              "--master=" + cluster.address,
              "--dir=" + directory.resolve("worker-" + i),
              "--jvm-option=-Xmx512m",
              "--jvm-option=-XX:TieredStopAtLevel=1"));
    }
    return cluster;
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    processes.forEach(RealProcess::close);
  }
}
