package io.weir.transport.data;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.ChannelId;
import io.weir.transport.RefusedException;
import io.weir.transport.stream.PeerErrors;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The producer's side of one subscription.
 *
 * <p>Thread: the call's, one at a time, unless a method says otherwise.
 */
final class ConsumerCall extends ServerCall.Listener<Frame> implements AttemptChannels.Consumer {
  private static final int REQUESTED = 16;

  private final ServerCall<Frame, Frame> call;
  private final AttemptId attempt;
  private final AttemptChannels channels;
  private final DataLimits limits;
  private final ScheduledExecutorService timer;
  private @Nullable ChannelId channel;
  // Guarded by this.
  private @Nullable RemoteWriter writer;
  private @Nullable Future<?> patience;
  private boolean over;

  ConsumerCall(
      ServerCall<Frame, Frame> call,
      AttemptId attempt,
      AttemptChannels channels,
      DataLimits limits,
      ScheduledExecutorService timer) {
    this.call = call;
    this.attempt = attempt;
    this.channels = channels;
    this.limits = limits;
    this.timer = timer;
    call.request(REQUESTED);
  }

  @Override
  public ServerCall<Frame, Frame> call() {
    return call;
  }

  @Override
  public void onMessage(Frame frame) {
    try {
      ChannelId known = channel;
      if (known == null) {
        subscribe(Subscription.readChannel(attempt, frame));
      } else {
        taken(frame);
      }
      call.request(1);
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  private void subscribe(ChannelId wanted) throws RefusedException {
    channel = wanted;
    // First, since the producer may come right after the subscription.
    await(wanted);
    if (channels.subscribe(wanted, this)) {
      stopWaiting();
    }
  }

  private synchronized void await(ChannelId wanted) {
    patience =
        timer.schedule(
            () -> giveUp(wanted), limits.openTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Thread: the timer's. */
  private void giveUp(ChannelId wanted) {
    if (channels.forget(wanted, this)) {
      refused(
          new RefusedException(
              RemoteWriter.name(wanted)
                  + " was not opened by its producer within "
                  + limits.openTimeout().toMillis()
                  + " ms"));
    }
  }

  private synchronized void stopWaiting() {
    Future<?> timeout = patience;
    if (timeout != null) {
      timeout.cancel(false);
    }
  }

  private void taken(Frame frame) throws IOException {
    RemoteWriter connected = writer();
    if (connected == null) {
      throw new RefusedException("an acknowledgement before the first frame");
    }
    connected.taken(Subscription.readTaken(frame));
  }

  private synchronized @Nullable RemoteWriter writer() {
    return writer;
  }

  /** Thread: any. */
  @Override
  public synchronized void connected(RemoteWriter opened) {
    writer = opened;
    stopWaiting();
  }

  /** Thread: any. */
  @Override
  public void refused(RefusedException reason) {
    end(reason);
  }

  private void end(Exception failure) {
    StatusRuntimeException told = PeerErrors.toPeer(failure);
    RemoteWriter connected;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      connected = writer;
    }
    stopWaiting();
    // A channel that has ended has closed the call itself.
    if (connected == null || connected.lost(PeerErrors.reason(told))) {
      call.close(told.getStatus(), new Metadata());
    }
  }

  @Override
  public void onHalfClose() {
    gone("it ended its subscription");
  }

  @Override
  public void onCancel() {
    gone("the connection broke or the consumer ended");
  }

  private void gone(String reason) {
    synchronized (this) {
      over = true;
    }
    stopWaiting();
    ChannelId known = channel;
    if (known != null) {
      channels.forget(known, this);
    }
    RemoteWriter connected = writer();
    if (connected != null) {
      connected.lost(reason);
    }
  }
}
