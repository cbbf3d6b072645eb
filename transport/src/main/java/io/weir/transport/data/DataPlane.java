package io.weir.transport.data;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.weir.engine.channel.CompositeExchange;
import io.weir.engine.channel.Exchange;
import io.weir.engine.channel.ExchangeProvider;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
import io.weir.transport.stream.Connections;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.PeerErrors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The channels of a process that runs a job: serves those that its subtasks produce on a loopback
 * port, and connects to the job's other processes for those that they consume.
 *
 * <p>Thread: any thread.
 */
public final class DataPlane implements ExchangeProvider, AutoCloseable {
  private static final int CLOSE_MILLIS = 500;
  private static final int HANDSHAKE_SECONDS = 5;

  private final WorkerId self;
  private final JobId job;
  private final JobToken token;
  private final DataLimits limits;
  private final CallOptions callOptions;
  private final Peers peers = new Peers();
  private final ScheduledThreadPoolExecutor timer;
  private final Server server;
  // Guarded by this.
  private final Map<Integer, AttemptChannels> attempts = new HashMap<>();
  private int firstAttempt;

  private DataPlane(WorkerId self, JobId job, JobToken token, DataLimits limits)
      throws IOException {
    this.self = self;
    this.job = job;
    this.token = token;
    this.limits = limits;
    callOptions = Subscription.options(limits, Runnable::run);
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "weir-channel-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    InetSocketAddress anyPort = Loopback.port(0);
    server =
        Connections.start(
            NettyServerBuilder.forAddress(anyPort)
                .directExecutor()
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .flowControlWindow(Peers.STREAM_WINDOW)
                .maxInboundMessageSize(Subscription.MAX_REQUEST)
                .maxInboundMetadataSize(Limits.HEADERS)
                .addService(
                    ServerServiceDefinition.builder("io.weir.transport.v1.Data")
                        .addMethod(Subscription.METHOD, this::accept)
                        .build()),
            anyPort);
  }

  /**
   * Opens a port and begins to serve.
   *
   * @param self the worker that the process belongs to
   * @param job the only job whose channels are served
   * @param token the job's secret
   * @throws IOException no port can be opened
   */
  public static DataPlane start(WorkerId self, JobId job, JobToken token, DataLimits limits)
      throws IOException {
    return new DataPlane(self, job, token, limits);
  }

  /** The loopback port at which channels are served. */
  public int port() {
    return server.getPort();
  }

  /** Where the job's processes are now; may come after channels were opened. */
  public void updatePeers(Map<WorkerId, InetSocketAddress> table) {
    peers.update(table);
  }

  DataLimits limits() {
    return limits;
  }

  @Override
  public Exchange open(AttemptId attempt) throws IOException {
    if (!attempt.job().equals(job)) {
      throw new IllegalArgumentException("this process runs job " + job + ", not " + attempt.job());
    }
    AttemptChannels channels = channels(attempt.number());
    return new CompositeExchange(
        self, new RemoteExchange(this, channels, () -> close(attempt.number())));
  }

  private synchronized AttemptChannels channels(int attempt) throws RefusedException {
    if (attempt < firstAttempt) {
      throw AttemptChannels.isOver();
    }
    return attempts.computeIfAbsent(attempt, number -> new AttemptChannels());
  }

  /** From now on the attempt and those before it are over. */
  private synchronized void close(int attempt) {
    firstAttempt = Math.max(firstAttempt, attempt + 1);
    attempts.keySet().removeIf(number -> number < firstAttempt);
  }

  void subscribe(RemoteReader reader, WorkerId producer) {
    long millis = limits.openTimeout().toMillis();
    var unused = timer.schedule(() -> reader.giveUp(millis), millis, TimeUnit.MILLISECONDS);
    peers.whenKnown(producer, channel -> reader.subscribe(channel, callOptions, token));
  }

  /** A consumer calls; nothing that it sends is looked at before it has proved itself. */
  private ServerCall.Listener<Frame> accept(ServerCall<Frame, Frame> call, Metadata headers) {
    try {
      AttemptId attempt = Subscription.authenticate(headers, job, token);
      return new ConsumerCall(call, attempt, channels(attempt.number()), limits, timer);
    } catch (RefusedException e) {
      call.close(PeerErrors.toPeer(e).getStatus(), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  /** Cuts all connections. */
  @Override
  public void close() {
    peers.close();
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
  }
}
