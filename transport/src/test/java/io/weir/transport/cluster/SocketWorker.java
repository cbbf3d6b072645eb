package io.weir.transport.cluster;

import io.weir.engine.control.JobId;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.task.ThreadTaskletExecutor;
import io.weir.engine.time.Clock;
import io.weir.engine.worker.JobWorker;
import io.weir.engine.worker.WorkerServices;
import io.weir.testkit.storage.MemoryCheckpoints;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.control.JobProcessConnection;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessListener;
import io.weir.transport.data.DataLimits;
import io.weir.transport.data.DataPlane;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The part of a worker that runs a job, reached over real sockets only. */
final class SocketWorker implements AutoCloseable {
  private final DataPlane plane;
  private final JobProcessConnection connection;
  private final ExecutorService blocking;

  private SocketWorker(DataPlane plane, JobProcessConnection connection, ExecutorService blocking) {
    this.plane = plane;
    this.connection = connection;
    this.blocking = blocking;
  }

  static SocketWorker start(
      WorkerId id,
      JobId job,
      JobToken token,
      InetSocketAddress master,
      MemoryCheckpoints checkpoints,
      OperatorFactory operators)
      throws IOException {
    ExecutorService blocking = Executors.newCachedThreadPool();
    DataPlane plane = DataPlane.start(id, job, token, DataLimits.of(1 << 20));
    WorkerServices services =
        new WorkerServices(
            Clock.system(),
            blocking,
            new ThreadTaskletExecutor(Clock.system(), SocketWorker.class.getClassLoader()),
            (spec, attempt) -> operators,
            plane,
            (spec, attempt) -> new MemoryKeyedStateBackendProvider(),
            checkpoints);
    JobProcessConnection connection =
        JobProcessConnection.connect(
            master,
            new JobProcessHello(id, job, 0, token, plane.port()),
            gateway -> new Listener(id, gateway, services, plane),
            Heartbeats.DEFAULT);
    return new SocketWorker(plane, connection, blocking);
  }

  /** Gone without a word to the others, as when its process is killed. */
  @Override
  public void close() {
    connection.close();
    plane.close();
    blocking.shutdown();
  }

  private static final class Listener implements JobProcessListener {
    private final JobWorker worker;
    private final DataPlane plane;

    Listener(WorkerId id, MasterGateway gateway, WorkerServices services, DataPlane plane) {
      worker = new JobWorker(id, gateway, services);
      this.plane = plane;
    }

    @Override
    public void onCommand(WorkerCommand command) {
      worker.send(command);
    }

    @Override
    public void onPeers(Map<WorkerId, InetSocketAddress> peers) {
      plane.updatePeers(peers);
    }

    @Override
    public void onMasterLost(String reason) {
      worker.stop();
    }
  }
}
