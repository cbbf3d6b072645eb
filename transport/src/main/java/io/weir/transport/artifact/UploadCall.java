package io.weir.transport.artifact;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.ArtifactServiceGrpc;
import io.weir.transport.v1.UploadAnswer;
import io.weir.transport.v1.UploadPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One upload. The caller's thread sends and waits for room; answers come on threads of the
 * transport.
 */
final class UploadCall implements ClientResponseObserver<UploadPart, UploadAnswer> {
  // All guarded by this.
  private boolean ready;
  private boolean over;
  private @Nullable Throwable error;

  static void run(Channel channel, String peer, Path file, ArtifactAddress address)
      throws IOException, InterruptedException {
    UploadCall call = new UploadCall();
    StreamObserver<UploadPart> out =
        ArtifactServiceGrpc.newStub(channel)
            .withDeadlineAfter(ArtifactClient.TRANSFER_MINUTES, TimeUnit.MINUTES)
            .upload(call);
    try {
      call.send(file, address, (ClientCallStreamObserver<UploadPart>) out);
      out.onCompleted();
      call.awaitAnswer();
    } catch (IOException | InterruptedException | RuntimeException e) {
      out.onError(e);
      throw e;
    }
    Throwable failure = call.error();
    if (failure != null) {
      throw PeerErrors.fromPeer(failure, peer);
    }
  }

  private void send(Path file, ArtifactAddress address, ClientCallStreamObserver<UploadPart> out)
      throws IOException, InterruptedException {
    UploadPart.Builder first =
        UploadPart.newBuilder().setSha256(address.sha256()).setSize(Files.size(file));
    out.onNext(first.build());
    try (InputStream in = Files.newInputStream(file)) {
      while (awaitRoom(out)) {
        byte[] part = in.readNBytes(Limits.PART);
        if (part.length == 0) {
          return;
        }
        out.onNext(
            UploadPart.newBuilder().setContent(UnsafeByteOperations.unsafeWrap(part)).build());
      }
    }
  }

  /** True when there is room, false when the call has ended. */
  private synchronized boolean awaitRoom(ClientCallStreamObserver<UploadPart> out)
      throws InterruptedException {
    ready = out.isReady();
    while (!ready && !over) {
      wait();
    }
    return !over;
  }

  private synchronized void awaitAnswer() throws InterruptedException {
    while (!over) {
      wait();
    }
  }

  private synchronized @Nullable Throwable error() {
    return error;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<UploadPart> out) {
    out.setOnReadyHandler(this::becameReady);
  }

  private synchronized void becameReady() {
    ready = true;
    notifyAll();
  }

  @Override
  public void onNext(UploadAnswer answer) {
    // That the call completes says it all.
  }

  @Override
  public synchronized void onError(Throwable failure) {
    error = failure;
    over = true;
    notifyAll();
  }

  @Override
  public synchronized void onCompleted() {
    over = true;
    notifyAll();
  }
}
