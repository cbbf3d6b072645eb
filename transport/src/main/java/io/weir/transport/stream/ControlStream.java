package io.weir.transport.stream;

import com.google.protobuf.MessageLite;
import io.grpc.Status;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pair of streams between two processes. It ends once: when either side closes it, the
 * connection breaks, the peer is silent for too long, or it sends what cannot be read.
 *
 * <p>Thread: any thread. The receiver is called by one thread at a time, and never while a lock is
 * held that sending needs.
 *
 * @param <I> messages from the peer
 * @param <O> messages to the peer
 */
public final class ControlStream<I, O extends MessageLite> implements StreamObserver<I> {
  private final Outbox<O> outbox;
  private final O heartbeat;
  private final StreamTimer timer;
  private final PeerWatch watch;
  private final Receiver<I> receiver;
  private final Future<?> beats;
  private volatile boolean open;
  private boolean sentAtLastBeat;
  // Guarded by this.
  private boolean over;

  // Without the lock, which a busy receiver holds: whoever breaks the stream off must not wait.
  private final AtomicReference<@Nullable String> ownReason = new AtomicReference<>();

  /**
   * Takes what the peer says.
   *
   * @param <I> messages from the peer
   */
  public interface Receiver<I> {
    /** Takes a message. What it throws ends the stream; the peer is told. */
    void receive(I message) throws Exception;

    /** The stream has ended and was not closed here. Called once, last. */
    void lost(String reason);
  }

  /**
   * An end of a new stream. It sends no heartbeats before {@link #open}.
   *
   * @param out the way to the peer, not yet used
   */
  public ControlStream(
      CallStreamObserver<O> out, O heartbeat, StreamTimer timer, Receiver<I> receiver) {
    outbox = new Outbox<>(out, Limits.OUTBOX);
    this.heartbeat = heartbeat;
    this.timer = timer;
    this.receiver = receiver;
    watch = timer.newWatch();
    beats = timer.everyBeat(this::beat);
  }

  /** Both sides know each other now: heartbeats begin. */
  public void open() {
    open = true;
  }

  /** Sends a message; dropped when the stream has ended. */
  public void send(O message) {
    send(List.of(message));
  }

  /** Sends messages with no other between them; dropped when the stream has ended. */
  public void send(List<O> messages) {
    if (!outbox.send(messages)) {
      timer.later(() -> breakOff("the peer does not read what it is sent"));
    }
  }

  @Override
  public void onNext(I message) {
    watch.heard();
    Throwable failure = deliver(message);
    if (failure != null) {
      String reason = PeerErrors.reason(PeerErrors.toPeer(failure));
      decide(reason);
      outbox.fail(PeerErrors.toPeer(failure));
      lose(reason);
    }
  }

  private synchronized @Nullable Throwable deliver(I message) {
    if (!over) {
      try {
        receiver.receive(message);
      } catch (Exception e) {
        return e;
      }
    }
    return null;
  }

  @Override
  public void onError(Throwable error) {
    lose(PeerErrors.reason(error));
  }

  @Override
  public void onCompleted() {
    outbox.complete();
    lose("the other side closed the connection");
  }

  private void beat() {
    if (watch.isSilent()) {
      timer.later(
          () ->
              breakOff("nothing was heard for " + timer.heartbeats().timeout().toMillis() + " ms"));
      return;
    }
    // The timer ticks twice in an interval.
    sentAtLastBeat = !sentAtLastBeat;
    if (open && sentAtLastBeat) {
      send(heartbeat);
    }
  }

  private void breakOff(String reason) {
    decide(reason);
    outbox.fail(Status.ABORTED.withDescription(reason).asRuntimeException());
    lose(reason);
  }

  /** Failing the stream is answered with an error, which may be heard before {@link #lose}. */
  private void decide(String reason) {
    ownReason.compareAndSet(null, reason);
  }

  private synchronized void lose(String reason) {
    if (!over) {
      over = true;
      beats.cancel(false);
      String decided = ownReason.get();
      receiver.lost(decided == null ? reason : decided);
    }
  }

  /**
   * Breaks the stream off and tells the peer why; the receiver learns that it is lost. Does not
   * wait, not even for a receiver that is busy with a message.
   */
  public void abort(String reason) {
    decide(reason);
    outbox.fail(Status.ABORTED.withDescription(reason).asRuntimeException());
    timer.later(() -> lose(reason));
  }

  /** Closes the stream in good order; the receiver hears nothing more. */
  public void close() {
    synchronized (this) {
      over = true;
      beats.cancel(false);
    }
    outbox.complete();
  }
}
