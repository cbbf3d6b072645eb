package io.weir.worker.process;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.WireVersion;
import io.weir.transport.control.JobProcessStart;
import io.weir.transport.control.SupervisorConnection;
import io.weir.transport.control.SupervisorHello;
import io.weir.transport.control.SupervisorListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker whose jobs run in this JVM, with the code that is here, instead of in processes of their
 * own: for tests of user code that leaves something behind in statics. All else is as with other
 * workers; control and data travel over sockets. Threads that will not end are left behind.
 *
 * <p>Thread: any thread.
 */
public final class InJvmWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InJvmWorker.class);

  private final InetSocketAddress master;
  private final Heartbeats heartbeats;
  private final WorkerId id = new WorkerId(UUID.randomUUID().toString());
  private final ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
  private final CompletableFuture<SupervisorConnection> connected = new CompletableFuture<>();

  private InJvmWorker(InetSocketAddress master, Heartbeats heartbeats) {
    this.master = master;
    this.heartbeats = heartbeats;
  }

  /**
   * Connects to a master.
   *
   * @param master its address as host:port
   * @param heartbeatTimeoutMillis without a word for this time, the master is lost
   * @throws IOException it cannot be reached or refuses the worker
   */
  public static InJvmWorker start(String master, long heartbeatTimeoutMillis) throws IOException {
    InJvmWorker worker =
        new InJvmWorker(
            Loopback.parse(master), Heartbeats.withTimeoutMillis(heartbeatTimeoutMillis));
    worker.connected.complete(
        SupervisorConnection.connect(
            worker.master,
            new SupervisorHello(worker.id, WireVersion.CURRENT, 1),
            worker.new Listener(),
            worker.heartbeats));
    return worker;
  }

  private void run(JobProcessStart start) {
    JobProcessParameters parameters =
        new JobProcessParameters(
            master,
            id,
            start.job(),
            start.processNumber(),
            start.token(),
            start.maxRecordBytes(),
            heartbeats,
            List.of());
    try {
      JobProcess.start(
          parameters, classLoader, status -> tellEnd(start, "it ended with status " + status));
    } catch (IOException e) {
      LOG.warn("job {} cannot be started", start.job(), e);
      tellEnd(start, "it cannot be started: " + e.getMessage());
    }
  }

  private void tellEnd(JobProcessStart start, String reason) {
    connected.join().jobProcessEnded(start.job(), start.processNumber(), reason);
  }

  /** Leaves the master, which then counts the worker as lost. */
  @Override
  public void close() {
    connected.join().close();
  }

  private final class Listener implements SupervisorListener {
    @Override
    public void onStartJobProcess(JobProcessStart start) {
      Thread thread = new Thread(() -> run(start), "weir-job-" + start.jobName());
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void onStopJobProcess(JobId job, int processNumber, String reason) {
      // The master closes the job's own connection as well, and that ends it here.
    }

    @Override
    public void onMasterLost(String reason) {
      LOG.warn("the master is lost: {}", reason);
    }
  }
}
