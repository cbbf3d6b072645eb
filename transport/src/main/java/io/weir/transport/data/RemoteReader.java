package io.weir.transport.data;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weir.engine.channel.ChannelReader;
import io.weir.engine.control.BrokenChannelException;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.EdgeCodec;
import io.weir.transport.JobToken;
import io.weir.transport.stream.PeerErrors;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The consuming end of a channel from another process. Frames wait as bytes and are decoded by the
 * consumer's thread; what it takes is acknowledged in small groups, and at once when it goes to
 * sleep.
 *
 * <p>Thread: as {@link ChannelReader} says; frames come on threads of the transport. A consumer
 * that goes to sleep sets a flag and then looks once more, and those who bring something look at
 * the flag afterwards, so that no wake-up is lost.
 */
final class RemoteReader extends ClientCall.Listener<Frame> implements ChannelReader {
  private static final int ACKNOWLEDGE_FRAMES = 8;
  private static final int ACKNOWLEDGE_BYTES = 128 << 10;

  /** The producer parks long before so many frames are in front of a barrier, if they are small. */
  private static final int MOST_ASKED_AHEAD = 1024;

  private final ChannelId channel;
  private final WorkerId producer;
  private final Frames frames;
  private final Runnable onAvailable;
  private final Queue<Frame> arrived = new ConcurrentLinkedQueue<>();
  // What was decoded in search of a barrier, before those that arrived later.
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private volatile boolean consumerSleeps;
  private volatile @Nullable IOException failure;
  private int taken;
  private int takenBytes;
  // Frames asked for before room was made for them.
  private int askedAhead;
  private boolean endOfData;
  // Guarded by this.
  private @Nullable ClientCall<Frame, Frame> call;
  private boolean connected;
  private boolean over;

  RemoteReader(
      ChannelId channel,
      WorkerId producer,
      EdgeCodec codec,
      DataLimits limits,
      Runnable onAvailable) {
    this.channel = channel;
    this.producer = producer;
    this.onAvailable = onAvailable;
    frames = new Frames(codec, limits);
  }

  /** Subscribes at the producer's process. Thread: any. */
  synchronized void subscribe(Channel to, CallOptions options, JobToken token) {
    if (over) {
      return;
    }
    ClientCall<Frame, Frame> started = to.newCall(Subscription.METHOD, options);
    call = started;
    started.start(this, Subscription.headers(channel.attempt(), token));
    started.request(RemoteWriter.FRAMES_UNDER_WAY);
    started.sendMessage(Subscription.channel(channel));
  }

  @Override
  public void onHeaders(Metadata headers) {
    synchronized (this) {
      connected = true;
    }
  }

  /** Fails if the producer has not been reached by now. Thread: any. */
  void giveUp(long millis) {
    boolean late;
    synchronized (this) {
      late = !connected;
    }
    if (late) {
      fail(new IOException("the producer could not be reached within " + millis + " ms"));
      end();
    }
  }

  @Override
  public void onMessage(Frame frame) {
    arrived.add(frame);
    wake();
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    if (status.isOk()) {
      fail(new EndedException());
    } else {
      fail(new IOException(PeerErrors.reason(status.asRuntimeException())));
    }
  }

  /** The producer closed the channel in good order. */
  private static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;

    EndedException() {
      super("it was closed before its end of data");
    }
  }

  private void fail(IOException reason) {
    if (failure == null) {
      failure = reason;
    }
    wake();
  }

  private void wake() {
    if (consumerSleeps) {
      consumerSleeps = false;
      onAvailable.run();
    }
  }

  /** An item that was decoded before its turn, and how long its frame was. */
  private record Ahead(StreamItem item, int bytes) {
    boolean isBarrier(long checkpointId) {
      return item instanceof Signal.Barrier barrier && barrier.checkpointId() == checkpointId;
    }
  }

  @Override
  public @Nullable StreamItem poll() throws IOException {
    Ahead first = ahead.poll();
    if (first != null) {
      return take(first.item(), first.bytes());
    }
    Frame frame = arrived.poll();
    if (frame == null) {
      acknowledge();
      consumerSleeps = true;
      // Before the last look: what came before the failure is in the queue then.
      IOException failed = failure;
      frame = arrived.poll();
      if (frame == null) {
        checkFailure(failed);
        return null;
      }
      consumerSleeps = false;
    }
    return take(frames.decode(frame), frame.length());
  }

  @Override
  public boolean holdsBarrier(long checkpointId) throws IOException {
    if (findBarrier(checkpointId)) {
      return true;
    }
    // Not taken back: what has come since may not have been told of, and a poll relies on that.
    consumerSleeps = true;
    if (findBarrier(checkpointId)) {
      return true;
    }
    // A failure is told when the channel is polled.
    askAhead();
    return false;
  }

  private boolean findBarrier(long checkpointId) throws IOException {
    for (Ahead present : ahead) {
      if (present.isBarrier(checkpointId)) {
        return true;
      }
    }
    for (Frame frame = arrived.poll(); frame != null; frame = arrived.poll()) {
      Ahead next = new Ahead(frames.decode(frame), frame.length());
      ahead.add(next);
      if (next.isBarrier(checkpointId)) {
        return true;
      }
    }
    return false;
  }

  /** What is in front of a barrier may be more than what is let under way otherwise. */
  private synchronized void askAhead() {
    ClientCall<Frame, Frame> open = call;
    if (open != null && !over && askedAhead < MOST_ASKED_AHEAD) {
      open.request(MOST_ASKED_AHEAD - askedAhead);
      askedAhead = MOST_ASKED_AHEAD;
    }
  }

  @Override
  public List<StreamItem> overtake(long checkpointId) {
    List<StreamItem> overtaken = new ArrayList<>();
    Iterator<Ahead> items = ahead.iterator();
    while (items.hasNext()) {
      Ahead next = items.next();
      if (next.isBarrier(checkpointId)) {
        items.remove();
        StreamItem unused = take(next.item(), next.bytes());
        return overtaken;
      }
      overtaken.add(next.item());
    }
    throw new IllegalStateException("no barrier of checkpoint " + checkpointId);
  }

  private void checkFailure(@Nullable IOException failed) throws IOException {
    if (failed != null && !(endOfData && failed instanceof EndedException)) {
      throw new BrokenChannelException(
          RemoteWriter.name(channel)
              + " from worker "
              + producer
              + " broke: "
              + failed.getMessage(),
          failed);
    }
  }

  private StreamItem take(StreamItem item, int bytes) {
    taken++;
    takenBytes += bytes;
    if (taken >= ACKNOWLEDGE_FRAMES || takenBytes >= ACKNOWLEDGE_BYTES) {
      acknowledge();
    }
    endOfData |= item instanceof Signal.EndOfData;
    return item;
  }

  private synchronized void acknowledge() {
    ClientCall<Frame, Frame> open = call;
    if (taken > 0 && open != null && !over) {
      open.sendMessage(Subscription.taken(taken));
      int due = Math.min(taken, askedAhead);
      askedAhead -= due;
      if (taken > due) {
        open.request(taken - due);
      }
    }
    taken = 0;
    takenBytes = 0;
  }

  /**
   * Does nothing: the producer would take the loss of its consumer for a failure, before it is told
   * that the attempt is over. The exchange ends the channel.
   */
  @Override
  public void close() {}

  /** Ends the subscription. Thread: any. */
  synchronized void end() {
    if (!over) {
      over = true;
      ClientCall<Frame, Frame> open = call;
      if (open != null) {
        open.cancel("the attempt is over", null);
      }
    }
  }
}
