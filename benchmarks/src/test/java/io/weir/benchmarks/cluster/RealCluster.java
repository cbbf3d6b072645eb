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

  /** A busy machine is no reason to lose a process; one that is killed closes its connections. */
  private static final String PATIENCE = "--heartbeat-timeout-millis=30000";

  private final Path directory;
  private final List<RealProcess> workers = new ArrayList<>();
  private RealProcess master;
  private String address;
  private int started;

  private RealCluster(Path directory) throws IOException {
    this.directory = directory;
    master = launchMaster("0");
    address = awaitAddress();
  }

  static RealCluster start(Path directory, int workers) throws IOException {
    RealCluster cluster = new RealCluster(directory);
    for (int i = 0; i < workers; i++) {
      cluster.startWorker();
    }
    return cluster;
  }

  private RealProcess launchMaster(String port) throws IOException {
    Files.deleteIfExists(addressFile());
    return RealProcess.start(
        directory,
        "master-" + ++started,
        MASTER,
        "--port=" + port,
        "--dir=" + directory.resolve("master"),
        "--address-file=" + addressFile(),
        PATIENCE);
  }

  private Path addressFile() {
    return directory.resolve("address");
  }

  private String awaitAddress() throws IOException {
    RealProcess starting = master;
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(addressFile()) || !starting.isAlive());
    return Files.readString(addressFile()).strip();
  }

  void startWorker() throws IOException {
    String name = "worker-" + ++started;
    workers.add(
        RealProcess.start(
            directory,
            name,
            WORKER,
            "--master=" + address,
            "--dir=" + directory.resolve(name),
            PATIENCE,
            "--jvm-option=-Xmx512m",
            "--jvm-option=-XX:TieredStopAtLevel=1"));
  }

  String address() {
    return address;
  }

  /** Where the master keeps its files. */
  Path masterDirectory() {
    return directory.resolve("master");
  }

  /** Kills the master at once; its port stays the same when it is started again. */
  void killMaster() {
    master.close();
  }

  /** Starts a master that was killed at the same address. */
  void startMasterAgain() throws IOException {
    master = launchMaster(address.replaceFirst(".*:", ""));
    address = awaitAddress();
  }

  /** Kills all workers at once. */
  void killWorkers() {
    workers.forEach(RealProcess::close);
    workers.clear();
  }

  @Override
  public void close() {
    killWorkers();
    killMaster();
  }
}
