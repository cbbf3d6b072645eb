package io.weir.transport.data;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.Exchange;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.EdgeCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt's channels to and from other processes.
 *
 * <p>Thread: any thread.
 */
final class RemoteExchange implements Exchange {
  private final DataPlane plane;
  private final AttemptChannels channels;
  private final Runnable onClose;
  // Guarded by this.
  private final List<RemoteReader> readers = new ArrayList<>();
  private boolean closed;

  RemoteExchange(DataPlane plane, AttemptChannels channels, Runnable onClose) {
    this.plane = plane;
    this.channels = channels;
    this.onClose = onClose;
  }

  @Override
  public ChannelWriter openWriter(
      ChannelId channel, WorkerId consumer, EdgeCodec codec, Runnable onWritable)
      throws IOException {
    RemoteWriter writer = new RemoteWriter(channel, codec, plane.limits(), onWritable);
    channels.add(channel, writer);
    return writer;
  }

  @Override
  public ChannelReader openReader(
      ChannelId channel, WorkerId producer, EdgeCodec codec, Runnable onAvailable)
      throws IOException {
    RemoteReader reader = new RemoteReader(channel, producer, codec, plane.limits(), onAvailable);
    synchronized (this) {
      if (closed) {
        throw AttemptChannels.isOver();
      }
      readers.add(reader);
    }
    plane.subscribe(reader, producer);
    return reader;
  }

  @Override
  public void close() {
    List<RemoteReader> open;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      open = List.copyOf(readers);
      readers.clear();
    }
    open.forEach(RemoteReader::end);
    channels.close();
    onClose.run();
  }
}
