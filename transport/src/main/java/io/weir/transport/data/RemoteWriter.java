package io.weir.transport.data;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.control.BrokenChannelException;
import io.weir.engine.control.ChannelId;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The producing end of a channel to another process. Items are encoded by the producer's thread;
 * what the consumer has not taken is counted in frames and bytes, and only so much of it is on its
 * way at a time, unless a barrier follows: that is on its way at once with all in front of it,
 * since the consumer may want to let it overtake.
 *
 * <p>Thread: as {@link ChannelWriter} says; what the consumer sends comes on threads of the
 * transport. The listener is never called under the lock.
 */
final class RemoteWriter implements ChannelWriter {
  /** With this number of frames not taken the channel is not writable. */
  static final int BOUND = 16;

  /** With this number of bytes not taken the channel is not writable. */
  static final int BOUND_BYTES = 512 << 10;

  /** Frames on their way, but for those in front of a barrier. */
  static final int FRAMES_UNDER_WAY = 64;

  private final ChannelId channel;
  private final Frames frames;
  private final Runnable onWritable;
  // All guarded by this.
  private final Queue<Frame> waiting = new ArrayDeque<>();
  private final Queue<Integer> underWay = new ArrayDeque<>();
  private long bytesNotTaken;
  private long bytesUnderWay;
  // Of those that wait: a barrier, and what is in front of it.
  private int urgent;
  private boolean producerSleeps;
  private boolean attached;
  private boolean closed;
  private @Nullable ServerCall<Frame, Frame> call;
  private @Nullable String broken;

  RemoteWriter(ChannelId channel, EdgeCodec codec, DataLimits limits, Runnable onWritable) {
    this.channel = channel;
    this.onWritable = onWritable;
    frames = new Frames(codec, limits);
  }

  @Override
  public void write(StreamItem item) {
    List<Frame> encoded;
    try {
      encoded = frames.encode(item);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send to " + name(channel) + ": " + e.getMessage(), e);
    }
    append(encoded, item instanceof Signal.Barrier);
  }

  static String name(ChannelId channel) {
    return "channel "
        + channel.producer()
        + " to "
        + channel.consumer()
        + " of edge "
        + channel.edge();
  }

  private synchronized void append(List<Frame> encoded, boolean isBarrier) {
    String reason = broken;
    if (reason != null) {
      throw new UncheckedIOException(
          new BrokenChannelException(name(channel) + " lost its consumer: " + reason));
    }
    if (closed) {
      return;
    }
    for (Frame frame : encoded) {
      waiting.add(frame);
      bytesNotTaken += frame.length();
    }
    if (isBarrier) {
      urgent = waiting.size();
    }
    pump();
  }

  /** Sends what may be on its way. Called under the lock. */
  private void pump() {
    ServerCall<Frame, Frame> open = call;
    while (open != null && (urgent > 0 || mayBeUnderWay())) {
      Frame next = waiting.poll();
      if (next == null) {
        return;
      }
      urgent = Math.max(0, urgent - 1);
      underWay.add(next.length());
      bytesUnderWay += next.length();
      open.sendMessage(next);
    }
  }

  private boolean mayBeUnderWay() {
    return underWay.isEmpty()
        || (underWay.size() < FRAMES_UNDER_WAY && bytesUnderWay < BOUND_BYTES);
  }

  /**
   * The consumer has subscribed.
   *
   * @param beforeFirst called before anything is sent, unless the consumer is not taken
   * @return false if another one has before
   */
  synchronized boolean attach(ServerCall<Frame, Frame> consumer, Runnable beforeFirst) {
    if (attached) {
      return false;
    }
    attached = true;
    beforeFirst.run();
    consumer.sendHeaders(new Metadata());
    if (closed) {
      consumer.close(Status.OK, new Metadata());
      return true;
    }
    call = consumer;
    pump();
    return true;
  }

  /**
   * The consumer has taken so many more frames.
   *
   * @throws WireFormatException it cannot have
   */
  void taken(int count) throws WireFormatException {
    boolean wake;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (count < 1 || count > underWay.size()) {
        throw new WireFormatException(
            "an acknowledgement of " + count + " frames; " + underWay.size() + " are under way");
      }
      for (int i = 0; i < count; i++) {
        int length = underWay.remove();
        bytesUnderWay -= length;
        bytesNotTaken -= length;
      }
      pump();
      wake = producerSleeps && backlog() <= BOUND / 2 && bytesNotTaken <= BOUND_BYTES / 2;
      if (wake) {
        producerSleeps = false;
      }
    }
    if (wake) {
      onWritable.run();
    }
  }

  /**
   * The consumer is gone: the next write fails.
   *
   * @return false if the channel had ended before
   */
  boolean lost(String reason) {
    synchronized (this) {
      if (broken != null || closed) {
        return false;
      }
      broken = reason;
      call = null;
      drop();
    }
    onWritable.run();
    return true;
  }

  private void drop() {
    waiting.clear();
    urgent = 0;
    underWay.clear();
    bytesNotTaken = 0;
    bytesUnderWay = 0;
  }

  @Override
  public synchronized boolean isWritable() {
    // A broken channel takes the next write, which says that it is broken.
    boolean writable = backlog() < BOUND && bytesNotTaken < BOUND_BYTES;
    producerSleeps = !writable;
    return writable;
  }

  @Override
  public synchronized int backlog() {
    return waiting.size() + underWay.size();
  }

  /**
   * Does nothing: the consumer would take the end of its channel for a failure, before it is told
   * that the attempt is over. The exchange ends the channel.
   */
  @Override
  public void close() {}

  /** Ends the channel; the consumer still gets what is on its way. */
  synchronized void end() {
    if (!closed) {
      closed = true;
      ServerCall<Frame, Frame> open = call;
      call = null;
      drop();
      if (open != null) {
        open.close(Status.OK, new Metadata());
      }
    }
  }
}
