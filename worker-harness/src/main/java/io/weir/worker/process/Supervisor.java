package io.weir.worker.process;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a worker without user code: keeps the connection to the master and starts and stops
 * job processes as the master says. When the master is lost all job processes end, and the
 * supervisor tries to reach it again, as a new worker.
 *
 * <p>Thread: {@link #run} belongs to the main thread.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final long RETRY_MILLIS = 500;

  /** Tries until the first success before it is given up, if it is to be given up at all. */
  private static final int TRIES = 10;

  private static final int TRIES_PER_LOG_LINE = 20;

  private final InetSocketAddress master;
  private final int slots;
  private final Heartbeats heartbeats;
  private final boolean failFast;
  private final ChildProcesses children;

  /**
   * A supervisor that is not connected yet.
   *
   * @param heartbeats when the master is lost, for this process and those of jobs
   * @param failFast whether to give up when the master cannot be reached at first
   */
  Supervisor(
      InetSocketAddress master,
      int slots,
      Heartbeats heartbeats,
      boolean failFast,
      ChildProcesses children) {
    this.master = master;
    this.slots = slots;
    this.heartbeats = heartbeats;
    this.failFast = failFast;
    this.children = children;
  }

  /**
   * Serves the master, and the next one after it, for ever.
   *
   * @throws IOException the master refuses this worker, or it cannot be reached and that was to
   *     fail fast; the message says which
   */
  void run() throws IOException, InterruptedException {
    boolean wasConnected = false;
    int failures = 0;
    while (true) {
      try {
        serveOnce();
        wasConnected = true;
        failures = 0;
      } catch (RefusedException e) {
        throw new IOException(
            "the master at %s refuses this worker: %s"
                .formatted(Loopback.text(master), e.getMessage()),
            e);
      } catch (IOException e) {
        failures++;
        onUnreachable(e, failures, wasConnected);
      }
      // A master that was restarted is soon there again.
      TimeUnit.MILLISECONDS.sleep(
          Math.min(RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(failures, 10)));
    }
  }

  private void onUnreachable(IOException cause, int failures, boolean wasConnected)
      throws IOException {
    String message =
        "cannot reach the master at %s: %s".formatted(Loopback.text(master), cause.getMessage());
    if (failFast && !wasConnected && failures >= TRIES) {
      throw new IOException(message, cause);
    }
    if (failures % TRIES_PER_LOG_LINE == 1) {
      LOG.warn("{}; trying again", message);
    }
  }

  /** Connects, serves until the master is lost, and ends all job processes. */
  private void serveOnce() throws IOException, InterruptedException {
    WorkerId worker = new WorkerId(UUID.randomUUID().toString());
    CompletableFuture<String> lost = new CompletableFuture<>();
    CompletableFuture<SupervisorConnection> connected = new CompletableFuture<>();
    try (SupervisorConnection connection =
        SupervisorConnection.connect(
            master,
            new SupervisorHello(worker, WireVersion.CURRENT, slots),
            new Listener(worker, connected, lost),
            heartbeats)) {
      connected.complete(connection);
      LOG.info("worker {} is registered with the master at {}", worker, Loopback.text(master));
      LOG.warn("the master is lost: {}", lost.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes it so", e);
    } finally {
      children.stopAll("the master is lost");
    }
  }

  private final class Listener implements SupervisorListener {
    private final WorkerId worker;
    private final CompletableFuture<SupervisorConnection> connected;
    private final CompletableFuture<String> lost;

    Listener(
        WorkerId worker,
        CompletableFuture<SupervisorConnection> connected,
        CompletableFuture<String> lost) {
      this.worker = worker;
      this.connected = connected;
      this.lost = lost;
    }

    @Override
    public void onStartJobProcess(JobProcessStart start) {
      JobProcessParameters parameters =
          new JobProcessParameters(
              master,
              worker,
              start.job(),
              start.processNumber(),
              start.token(),
              start.maxRecordBytes(),
              heartbeats,
              List.of());
      children.start(start, parameters, this::tellEnd);
    }

    private void tellEnd(JobId job, int processNumber, String reason) {
      // Calls of the listener may come before the connection is known here.
      var unused =
          connected.thenAccept(
              connection -> connection.jobProcessEnded(job, processNumber, reason));
    }

    @Override
    public void onStopJobProcess(JobId job, int processNumber, String reason) {
      children.stop(job, processNumber, reason);
    }

    @Override
    public void onMasterLost(String reason) {
      lost.complete(reason);
    }
  }
}
