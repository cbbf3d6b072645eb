package io.weir.transport.data;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.weir.engine.control.WorkerId;
import io.weir.transport.Loopback;
import io.weir.transport.stream.Limits;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The connections to the job's other processes. Where they are becomes known after they have
 * started; those who ask earlier are answered then.
 *
 * <p>Thread: any thread. Nobody is called under the lock.
 */
final class Peers implements AutoCloseable {
  /** Bytes that a producer may send on a stream before the consumer's process has read any. */
  static final int STREAM_WINDOW = 256 << 10;

  private final Map<WorkerId, InetSocketAddress> addresses = new HashMap<>();
  private final Map<WorkerId, ManagedChannel> channels = new HashMap<>();
  private final Map<WorkerId, List<Consumer<Channel>>> asked = new HashMap<>();
  private boolean closed;

  /** Hands over a connection to the worker's process, now or once its address is known. */
  void whenKnown(WorkerId worker, Consumer<Channel> then) {
    Channel channel;
    synchronized (this) {
      InetSocketAddress address = addresses.get(worker);
      if (address == null || closed) {
        asked.computeIfAbsent(worker, w -> new ArrayList<>()).add(then);
        return;
      }
      channel = channelTo(worker, address);
    }
    then.accept(channel);
  }

  /** Where the processes are now. Calls to others go on as long as they can. */
  void update(Map<WorkerId, InetSocketAddress> table) {
    List<Runnable> answers = new ArrayList<>();
    synchronized (this) {
      addresses.keySet().removeIf(worker -> isGone(worker, table));
      addresses.putAll(table);
      for (WorkerId worker : List.copyOf(asked.keySet())) {
        InetSocketAddress address = addresses.get(worker);
        if (address != null && !closed) {
          Channel channel = channelTo(worker, address);
          List<Consumer<Channel>> waiting = asked.remove(worker);
          if (waiting != null) {
            waiting.forEach(then -> answers.add(() -> then.accept(channel)));
          }
        }
      }
    }
    answers.forEach(Runnable::run);
  }

  private boolean isGone(WorkerId worker, Map<WorkerId, InetSocketAddress> table) {
    InetSocketAddress before = addresses.get(worker);
    boolean gone = before != null && !before.equals(table.get(worker));
    if (gone) {
      ManagedChannel channel = channels.remove(worker);
      if (channel != null) {
        channel.shutdown();
      }
    }
    return gone;
  }

  private Channel channelTo(WorkerId worker, InetSocketAddress address) {
    return channels.computeIfAbsent(worker, w -> open(address));
  }

  private static ManagedChannel open(InetSocketAddress address) {
    return NettyChannelBuilder.forAddress(Loopback.require(address))
        .usePlaintext()
        .proxyDetector(target -> null)
        .disableRetry()
        .directExecutor()
        .flowControlWindow(STREAM_WINDOW)
        .maxInboundMetadataSize(Limits.HEADERS)
        .build();
  }

  @Override
  public void close() {
    List<ManagedChannel> open;
    synchronized (this) {
      closed = true;
      asked.clear();
      open = List.copyOf(channels.values());
      channels.clear();
    }
    open.forEach(ManagedChannel::shutdownNow);
  }
}
