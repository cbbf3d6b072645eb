package io.weir.transport.cluster;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.ManifestStorage;
import io.weir.engine.master.dispatch.Dispatcher;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.master.dispatch.WorkerStatus;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.time.Clock;
import io.weir.testkit.storage.MemoryCheckpoints;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.client.ClientEndpoint;
import io.weir.transport.client.MasterClient;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessLink;
import io.weir.transport.control.JobProcessSession;
import io.weir.transport.control.MasterEndpoint;
import io.weir.transport.control.SupervisorHello;
import io.weir.transport.control.SupervisorLink;
import io.weir.transport.control.SupervisorSession;
import io.weir.transport.master.MasterServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A master that serves one job to workers over real sockets, all in this JVM. What the processes of
 * a cluster do to start each other is left out.
 */
final class SocketCluster implements MasterEndpoint, ClientEndpoint, AutoCloseable {
  private final JobId job;
  private final JobToken token = JobToken.random();
  private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
  private final Dispatcher dispatcher;
  private final MasterServer server;
  private final List<SocketWorker> started = new ArrayList<>();

  SocketCluster(JobId job, Path artifacts) throws IOException {
    this.job = job;
    dispatcher =
        new Dispatcher(
            spec -> ManifestStorage.open(spec, checkpoints, SocketCluster::add),
            SocketCluster::add,
            Clock.system());
    server =
        MasterServer.start(
            Loopback.port(0), this, this, ArtifactStore.open(artifacts), Heartbeats.DEFAULT);
  }

  private static Bytes add(Bytes left, Bytes right) {
    return Bytes.copyOf(
        ByteBuffer.allocate(Long.BYTES).putLong(longOf(left) + longOf(right)).array());
  }

  private static long longOf(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toByteArray()).getLong();
  }

  MasterClient client() {
    return MasterClient.of(server.address());
  }

  SocketWorker startWorker(String name, OperatorFactory operators) throws IOException {
    SocketWorker worker =
        SocketWorker.start(
            new WorkerId(name), job, token, server.address(), checkpoints, operators);
    started.add(worker);
    return worker;
  }

  @Override
  public SupervisorSession supervisorConnected(SupervisorHello hello, SupervisorLink link)
      throws RefusedException {
    throw new RefusedException("no supervisors here");
  }

  @Override
  public JobProcessSession jobProcessConnected(JobProcessHello hello, JobProcessLink link)
      throws RefusedException {
    if (!hello.token().equals(token)) {
      throw new RefusedException("wrong token");
    }
    dispatcher.registerWorker(new LinkedWorker(hello.worker(), link));
    return new JobProcessSession() {
      @Override
      public void onReport(WorkerReport report) {
        dispatcher.send(report);
      }

      @Override
      public void onLost(String reason) {
        dispatcher.workerLost(hello.worker(), reason);
      }
    };
  }

  @Override
  public void submit(JobSpec spec) throws RefusedException {
    try {
      dispatcher.submit(spec, 0, new SilentListener());
    } catch (IOException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<JobStatus> status(JobId id) {
    return dispatcher.job(id).map(JobHandle::status);
  }

  @Override
  public List<JobStatus> jobs() {
    return dispatcher.jobs();
  }

  @Override
  public List<WorkerStatus> workers() {
    return dispatcher.workers();
  }

  @Override
  public String savepoint(JobId id, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String stop(JobId id, boolean drain, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JobId rescale(JobId id, int parallelism) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel(JobId id) {
    dispatcher.job(id).ifPresent(JobHandle::cancel);
    return dispatcher.job(id).isPresent();
  }

  @Override
  public Optional<JobMetrics> metrics(JobId id) throws InterruptedException {
    Optional<JobHandle> handle = dispatcher.job(id);
    return handle.isEmpty() ? Optional.empty() : Optional.of(handle.get().metrics());
  }

  @Override
  public void close() {
    started.forEach(SocketWorker::close);
    server.close();
  }
}
