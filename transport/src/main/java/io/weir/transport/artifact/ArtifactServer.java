package io.weir.transport.artifact;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weir.transport.RefusedException;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.ArtifactServiceGrpc.ArtifactServiceImplBase;
import io.weir.transport.v1.DownloadPart;
import io.weir.transport.v1.DownloadRequest;
import io.weir.transport.v1.MissingAnswer;
import io.weir.transport.v1.MissingRequest;
import io.weir.transport.v1.UploadAnswer;
import io.weir.transport.v1.UploadPart;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The master's side of the artifact service.
 *
 * <p>Thread: any thread.
 */
public final class ArtifactServer extends ArtifactServiceImplBase {
  private final ArtifactStore store;

  /** Serves the files of the store. */
  public ArtifactServer(ArtifactStore store) {
    this.store = store;
  }

  @Override
  public void missing(MissingRequest request, StreamObserver<MissingAnswer> answer) {
    MissingAnswer.Builder missing = MissingAnswer.newBuilder();
    try {
      for (String sha256 : request.getSha256List()) {
        if (store.touch(new ArtifactAddress(sha256)).isEmpty()) {
          missing.addSha256(sha256);
        }
      }
    } catch (IOException | RuntimeException e) {
      answer.onError(PeerErrors.toPeer(e));
      return;
    }
    answer.onNext(missing.build());
    answer.onCompleted();
  }

  @Override
  public StreamObserver<UploadPart> upload(StreamObserver<UploadAnswer> answer) {
    return new UploadObserver(store, answer);
  }

  @Override
  public void download(DownloadRequest request, StreamObserver<DownloadPart> parts) {
    try {
      ArtifactAddress address = new ArtifactAddress(request.getSha256());
      Path file =
          store
              .find(address)
              .orElseThrow(() -> new RefusedException("there is no artifact " + address));
      OutgoingArtifact.start(file, (ServerCallStreamObserver<DownloadPart>) parts);
    } catch (IOException | RuntimeException e) {
      parts.onError(PeerErrors.toPeer(e));
    }
  }
}
