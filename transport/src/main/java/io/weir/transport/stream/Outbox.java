package io.weir.transport.stream;

import com.google.protobuf.MessageLite;
import io.grpc.stub.CallStreamObserver;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Messages on their way to a peer, in order. Nobody waits for a peer that does not read; when too
 * much has piled up the stream is given up.
 *
 * <p>Thread: any thread.
 */
final class Outbox<O extends MessageLite> {
  private final CallStreamObserver<O> out;
  private final Queue<O> waiting = new ArrayDeque<>();
  private final long bound;
  private long waitingBytes;
  private boolean closed;

  Outbox(CallStreamObserver<O> out, long bound) {
    this.out = out;
    this.bound = bound;
    out.setOnReadyHandler(this::drain);
  }

  /**
   * Sends the messages with no other between them. Dropped when the stream has ended.
   *
   * @return false if more waits than is allowed
   */
  synchronized boolean send(List<O> messages) {
    if (closed) {
      return true;
    }
    for (O message : messages) {
      waiting.add(message);
      waitingBytes += message.getSerializedSize();
    }
    drain();
    return waitingBytes <= bound;
  }

  private synchronized void drain() {
    while (!closed && out.isReady()) {
      O next = waiting.poll();
      if (next == null) {
        return;
      }
      waitingBytes -= next.getSerializedSize();
      out.onNext(next);
    }
  }

  /** Ends the stream in good order, behind what was sent. */
  synchronized void complete() {
    if (!closed) {
      waiting.forEach(out::onNext);
      end();
      out.onCompleted();
    }
  }

  /** Breaks the stream off with an error for the peer. */
  synchronized void fail(Throwable error) {
    if (!closed) {
      end();
      out.onError(error);
    }
  }

  private void end() {
    closed = true;
    waiting.clear();
    waitingBytes = 0;
  }
}
