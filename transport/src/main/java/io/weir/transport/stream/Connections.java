package io.weir.transport.stream;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.weir.transport.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens servers and channels of the control plane. */
public final class Connections {
  private static final int HANDSHAKE_SECONDS = 5;
  private static final int CALLS_PER_CONNECTION = 1000;
  private static final int CLOSE_MILLIS = 500;

  /** Tells everybody who opens a connection that epoll is there. Kept, so that the level is. */
  private static final Logger CHATTY =
      Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.TcpMetrics");

  static {
    CHATTY.setLevel(Level.WARNING);
  }

  private Connections() {}

  /** A channel that connects with its first call; the caller closes it. */
  public static ManagedChannel open(InetSocketAddress address) {
    return NettyChannelBuilder.forAddress(Loopback.require(address))
        .usePlaintext()
        // No environment variable may lead a connection out of the machine.
        .proxyDetector(target -> null)
        .disableRetry()
        .maxInboundMessageSize(Limits.CONTROL_MESSAGE)
        .maxInboundMetadataSize(Limits.HEADERS)
        .build();
  }

  /** Closes the channel; what does not end soon is cut off. */
  public static void close(ManagedChannel channel) {
    channel.shutdown();
    try {
      if (channel.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.shutdownNow();
  }

  /**
   * Starts a server; the caller closes it.
   *
   * @throws IOException the address cannot be used; the message says why
   */
  public static Server serve(
      InetSocketAddress address, List<BindableService> services, Executor executor)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(Loopback.require(address))
            .executor(executor)
            .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .maxInboundMessageSize(Limits.CONTROL_MESSAGE)
            .maxInboundMetadataSize(Limits.HEADERS);
    services.forEach(builder::addService);
    return start(builder, address);
  }

  /** Starts the server that the builder describes, with a message that names the address. */
  public static Server start(NettyServerBuilder builder, InetSocketAddress address)
      throws IOException {
    try {
      return builder.build().start();
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "cannot listen on " + Loopback.text(address) + ": " + cause.getMessage(), e);
    }
  }
}
