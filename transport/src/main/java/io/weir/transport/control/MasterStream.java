package io.weir.transport.control;

import com.google.protobuf.MessageLite;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.weir.engine.time.Clock;
import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.stream.Connections;
import io.weir.transport.stream.ControlStream;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.stream.StreamTimer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's end of a stream to the master, with the connection below it.
 *
 * <p>Thread: any thread.
 *
 * @param <I> messages from the master
 * @param <O> messages to the master
 */
final class MasterStream<I, O extends MessageLite> implements AutoCloseable {
  private static final int CONNECT_SECONDS = 10;

  private final ManagedChannel channel;
  private final StreamTimer timer;
  private final Observer observer;

  private MasterStream(
      InetSocketAddress master, Heartbeats heartbeats, O heartbeat, Receiving<I, O> receiving) {
    channel = Connections.open(master);
    timer = new StreamTimer(Clock.system(), heartbeats);
    observer = new Observer(heartbeat, receiving.receiver(messages -> send(messages)));
  }

  /** Makes the call that the stream travels on. */
  @FunctionalInterface
  interface Call<I> {
    void start(Channel channel, StreamObserver<I> answers);
  }

  /** Makes the receiver, which answers through the given way once it has been called. */
  @FunctionalInterface
  interface Receiving<I, O> {
    ControlStream.Receiver<I> receiver(Consumer<List<O>> answers);
  }

  /**
   * Connects, and returns when the master has accepted the hello. The receiver may be called before
   * that.
   *
   * @throws IOException the master cannot be reached, or refuses
   */
  static <I, O extends MessageLite> MasterStream<I, O> open(
      InetSocketAddress master,
      Heartbeats heartbeats,
      Call<I> call,
      O hello,
      O heartbeat,
      Receiving<I, O> receiving)
      throws IOException {
    MasterStream<I, O> opened = new MasterStream<>(master, heartbeats, heartbeat, receiving);
    try {
      call.start(opened.channel, opened.observer);
      opened.send(List.of(hello));
      opened.observer.awaitAccepted("the master at " + Loopback.text(master));
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  void send(List<O> messages) {
    observer.stream().send(messages);
  }

  @Override
  public void close() {
    observer.close();
    Connections.close(channel);
    timer.close();
  }

  private final class Observer implements ClientResponseObserver<O, I>, ControlStream.Receiver<I> {
    private final O heartbeat;
    private final ControlStream.Receiver<I> receiver;
    private final CompletableFuture<Boolean> accepted = new CompletableFuture<>();
    private volatile @Nullable ControlStream<I, O> stream;

    Observer(O heartbeat, ControlStream.Receiver<I> receiver) {
      this.heartbeat = heartbeat;
      this.receiver = receiver;
    }

    ControlStream<I, O> stream() {
      ControlStream<I, O> started = stream;
      if (started == null) {
        throw new IllegalStateException("the call was not started");
      }
      return started;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<O> out) {
      stream = new ControlStream<>(out, heartbeat, timer, this);
    }

    @Override
    public void onNext(I message) {
      accepted.complete(true);
      stream().open();
      stream().onNext(message);
    }

    @Override
    public void onError(Throwable error) {
      accepted.completeExceptionally(error);
      stream().onError(error);
    }

    @Override
    public void onCompleted() {
      accepted.completeExceptionally(new IOException("it closed the connection"));
      stream().onCompleted();
    }

    @Override
    public void receive(I message) throws Exception {
      receiver.receive(message);
    }

    @Override
    public void lost(String reason) {
      accepted.completeExceptionally(new IOException(reason));
      // Before that the one who opens the stream is told.
      if (!accepted.isCompletedExceptionally()) {
        receiver.lost(reason);
      }
    }

    void awaitAccepted(String master) throws IOException {
      try {
        accepted.get(CONNECT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw PeerErrors.fromPeer(e.getCause() == null ? e : e.getCause(), master);
      } catch (TimeoutException e) {
        throw new IOException(
            "cannot reach " + master + ": no answer within " + CONNECT_SECONDS + " s", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while connecting to " + master);
      }
    }

    void close() {
      ControlStream<I, O> started = stream;
      if (started != null) {
        started.close();
      }
    }
  }
}
