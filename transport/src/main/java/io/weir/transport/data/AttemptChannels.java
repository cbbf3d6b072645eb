package io.weir.transport.data;

import io.grpc.ServerCall;
import io.weir.engine.control.ChannelId;
import io.weir.transport.RefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The producing ends of one attempt's channels, and the consumers that came before them.
 *
 * <p>Thread: any thread. Takes the locks of writers while it holds its own, never the other way.
 */
final class AttemptChannels {
  private final Map<ChannelId, RemoteWriter> writers = new HashMap<>();
  private final Map<ChannelId, Consumer> early = new HashMap<>();
  private boolean over;

  /** A consumer's call. */
  interface Consumer {
    /** The call. */
    ServerCall<Frame, Frame> call();

    /** It is connected with its writer, which has sent nothing yet and holds its lock. */
    void connected(RemoteWriter writer);

    /** It waits for nothing: the call is to be ended. */
    void refused(RefusedException reason);
  }

  /**
   * A consumer subscribes; it is connected now, or once the producer opens its end.
   *
   * @return whether it was connected
   * @throws RefusedException another consumer was first, or the attempt is over
   */
  synchronized boolean subscribe(ChannelId channel, Consumer consumer) throws RefusedException {
    if (over) {
      throw isOver();
    }
    RemoteWriter writer = writers.get(channel);
    if (writer == null) {
      if (early.putIfAbsent(channel, consumer) != null) {
        throw secondConsumer(channel);
      }
      return false;
    }
    connect(channel, writer, consumer);
    return true;
  }

  private static void connect(ChannelId channel, RemoteWriter writer, Consumer consumer)
      throws RefusedException {
    if (!writer.attach(consumer.call(), () -> consumer.connected(writer))) {
      throw secondConsumer(channel);
    }
  }

  private static RefusedException secondConsumer(ChannelId channel) {
    return new RefusedException(RemoteWriter.name(channel) + " has a consumer already");
  }

  static RefusedException isOver() {
    return new RefusedException("the attempt is over");
  }

  /** The consumer waits no longer; false if it does not wait. */
  synchronized boolean forget(ChannelId channel, Consumer consumer) {
    return early.remove(channel, consumer);
  }

  /** The producer has opened its end. */
  synchronized void add(ChannelId channel, RemoteWriter writer) throws IOException {
    if (over) {
      throw isOver();
    }
    if (writers.putIfAbsent(channel, writer) != null) {
      throw new IllegalStateException(RemoteWriter.name(channel) + " is open already");
    }
    Consumer consumer = early.remove(channel);
    if (consumer != null) {
      connect(channel, writer, consumer);
    }
  }

  /** Ends all channels. */
  void close() {
    List<RemoteWriter> open;
    List<Consumer> waiting;
    synchronized (this) {
      over = true;
      open = List.copyOf(writers.values());
      waiting = List.copyOf(early.values());
      writers.clear();
      early.clear();
    }
    open.forEach(RemoteWriter::end);
    waiting.forEach(consumer -> consumer.refused(isOver()));
  }
}
