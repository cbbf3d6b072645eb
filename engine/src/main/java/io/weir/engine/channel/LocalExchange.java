package io.weir.engine.channel;

import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.EdgeCodec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Channels inside one process: batches are handed over by reference through bounded queues.
 *
 * <p>Thread: any thread.
 */
public final class LocalExchange implements Exchange {
  private final ConcurrentMap<ChannelId, LocalChannel> channels = new ConcurrentHashMap<>();

  @Override
  public ChannelWriter openWriter(
      ChannelId channel, WorkerId consumer, EdgeCodec codec, Runnable onWritable) {
    LocalChannel local = channel(channel);
    local.listenWritable(onWritable);
    return local;
  }

  @Override
  public ChannelReader openReader(
      ChannelId channel, WorkerId producer, EdgeCodec codec, Runnable onAvailable) {
    LocalChannel local = channel(channel);
    local.listenAvailable(onAvailable);
    return local;
  }

  private LocalChannel channel(ChannelId id) {
    return channels.computeIfAbsent(id, ignored -> new LocalChannel());
  }

  @Override
  public void close() {
    channels.clear();
  }
}
