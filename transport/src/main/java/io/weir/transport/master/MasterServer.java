package io.weir.transport.master;

import io.grpc.Server;
import io.weir.engine.time.Clock;
import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.artifact.ArtifactServer;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.client.ClientEndpoint;
import io.weir.transport.client.ClientServer;
import io.weir.transport.control.MasterEndpoint;
import io.weir.transport.control.WorkerServer;
import io.weir.transport.stream.Connections;
import io.weir.transport.stream.StreamTimer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The port of a master: workers, clients and artifacts, on a loopback address.
 *
 * <p>Thread: any thread.
 */
public final class MasterServer implements AutoCloseable {
  private static final int CLOSE_MILLIS = 500;

  private final ExecutorService executor;
  private final StreamTimer timer;
  private final ClientServer clients;
  private final Server server;

  private MasterServer(
      ExecutorService executor, StreamTimer timer, ClientServer clients, Server server) {
    this.executor = executor;
    this.timer = timer;
    this.clients = clients;
    this.server = server;
  }

  /**
   * Opens the port.
   *
   * @param address a loopback address; port 0 takes any free one
   * @param workers what is done for workers
   * @param clients what is done for clients
   * @param artifacts where uploaded files are kept
   * @throws IOException the port cannot be opened; the message says why
   * @throws IllegalArgumentException the address is not a loopback address
   */
  public static MasterServer start(
      InetSocketAddress address,
      MasterEndpoint workers,
      ClientEndpoint clients,
      ArtifactStore artifacts,
      Heartbeats heartbeats)
      throws IOException {
    Loopback.require(address);
    ExecutorService executor = Executors.newCachedThreadPool(MasterServer::newThread);
    StreamTimer timer = new StreamTimer(Clock.system(), heartbeats);
    ClientServer clientServer = new ClientServer(clients, artifacts);
    try {
      Server server =
          Connections.serve(
              address,
              List.of(
                  new WorkerServer(workers, timer), clientServer, new ArtifactServer(artifacts)),
              executor);
      return new MasterServer(executor, timer, clientServer, server);
    } catch (IOException | RuntimeException e) {
      clientServer.close();
      timer.close();
      executor.shutdown();
      throw e;
    }
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "weir-master-call");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it can be reached. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().get(0);
  }

  /** Cuts all connections: to workers the master is lost. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.close();
    timer.close();
    executor.shutdown();
  }
}
