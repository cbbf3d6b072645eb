package io.weir.engine.channel;

import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.EdgeCodec;
import java.io.IOException;

/**
 * Channels of a worker: those to itself stay in the process, all others go through a remote
 * exchange.
 *
 * <p>Thread: any thread.
 */
public final class CompositeExchange implements Exchange {
  private final WorkerId own;
  private final Exchange local = new LocalExchange();
  private final Exchange remote;

  /**
   * An exchange of one worker.
   *
   * @param own the worker
   * @param remote carries the channels from and to other workers; closed with this exchange
   */
  public CompositeExchange(WorkerId own, Exchange remote) {
    this.own = own;
    this.remote = remote;
  }

  @Override
  public ChannelWriter openWriter(
      ChannelId channel, WorkerId consumer, EdgeCodec codec, Runnable onWritable)
      throws IOException {
    return side(consumer).openWriter(channel, consumer, codec, onWritable);
  }

  @Override
  public ChannelReader openReader(
      ChannelId channel, WorkerId producer, EdgeCodec codec, Runnable onAvailable)
      throws IOException {
    return side(producer).openReader(channel, producer, codec, onAvailable);
  }

  private Exchange side(WorkerId other) {
    return other.equals(own) ? local : remote;
  }

  @Override
  public void close() {
    local.close();
    remote.close();
  }
}
