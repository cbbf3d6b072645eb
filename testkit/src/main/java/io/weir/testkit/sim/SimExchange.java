package io.weir.testkit.sim;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.Exchange;
import io.weir.engine.channel.LocalExchange;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.EdgeCodec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channels of one attempt in one process: the engine's own within it, the network's beyond. */
final class SimExchange implements Exchange {
  private final WorkerId self;
  private final SimProcess process;
  private final SimNetwork network;
  private final Census census;
  private final SimHooks hooks;
  private final LocalExchange local = new LocalExchange();

  SimExchange(
      WorkerId self, SimProcess process, SimNetwork network, Census census, SimHooks hooks) {
    this.self = self;
    this.process = process;
    this.network = network;
    this.census = census;
    this.hooks = hooks;
    census.opened(process, this);
  }

  @Override
  public ChannelWriter openWriter(
      ChannelId channel, WorkerId consumer, EdgeCodec codec, Runnable onWritable) {
    ChannelWriter writer =
        consumer.equals(self)
            ? local.openWriter(channel, consumer, codec, onWritable)
            : network.channel(hooks.channel(channel)).openWriter(process, codec, onWritable);
    CheckedWriter checked = new CheckedWriter(writer, channel, census);
    census.opened(process, checked);
    return checked;
  }

  @Override
  public ChannelReader openReader(
      ChannelId channel, WorkerId producer, EdgeCodec codec, Runnable onAvailable) {
    ChannelReader reader =
        producer.equals(self)
            ? local.openReader(channel, producer, codec, onAvailable)
            : network.channel(hooks.channel(channel)).openReader(process, codec, onAvailable);
    CountedReader counted = new CountedReader(hooks.reader(reader), channel);
    census.opened(process, counted);
    return counted;
  }

  @Override
  public void close() {
    census.closed(this);
    local.close();
  }

  private final class CountedReader implements ChannelReader {
    private final ChannelReader next;
    private final ChannelId id;

    CountedReader(ChannelReader next, ChannelId id) {
      this.next = next;
      this.id = id;
    }

    @Override
    public @Nullable StreamItem poll() throws IOException {
      return next.poll();
    }

    @Override
    public boolean holdsBarrier(long checkpointId) throws IOException {
      return next.holdsBarrier(checkpointId);
    }

    @Override
    public List<StreamItem> overtake(long checkpointId) {
      return next.overtake(checkpointId);
    }

    @Override
    public void close() {
      census.closed(this);
      next.close();
    }

    @Override
    public String toString() {
      return "reader of " + id;
    }
  }
}
