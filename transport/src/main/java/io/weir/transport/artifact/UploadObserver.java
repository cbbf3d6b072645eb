package io.weir.transport.artifact;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.UploadAnswer;
import io.weir.transport.v1.UploadPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one uploaded file into the store. Thread: one call at a time. */
final class UploadObserver implements StreamObserver<UploadPart> {
  private static final Logger log = LoggerFactory.getLogger(UploadObserver.class);

  private final ArtifactStore store;
  private final StreamObserver<UploadAnswer> answer;
  private @Nullable IncomingArtifact incoming;
  private boolean failed;

  UploadObserver(ArtifactStore store, StreamObserver<UploadAnswer> answer) {
    this.store = store;
    this.answer = answer;
  }

  @Override
  public void onNext(UploadPart part) {
    if (failed) {
      return;
    }
    try {
      IncomingArtifact target = incoming;
      if (target == null) {
        target = store.receive(new ArtifactAddress(part.getSha256()), part.getSize());
        incoming = target;
      }
      append(target, part.getContent());
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private static void append(IncomingArtifact target, ByteString content) throws IOException {
    for (ByteBuffer piece : content.asReadOnlyByteBufferList()) {
      target.append(piece);
    }
  }

  @Override
  public void onCompleted() {
    if (failed) {
      return;
    }
    try {
      IncomingArtifact complete = incoming;
      if (complete == null) {
        throw new WireFormatException("an upload without content");
      }
      complete.commit();
    } catch (IOException | RuntimeException e) {
      fail(e);
      return;
    }
    release();
    answer.onNext(UploadAnswer.getDefaultInstance());
    answer.onCompleted();
  }

  @Override
  public void onError(Throwable error) {
    failed = true;
    release();
  }

  private void fail(Exception failure) {
    failed = true;
    release();
    answer.onError(PeerErrors.toPeer(failure));
  }

  private void release() {
    IncomingArtifact target = incoming;
    incoming = null;
    if (target != null) {
      try {
        target.close();
      } catch (IOException e) {
        log.warn("Could not remove the rest of an upload", e);
      }
    }
  }
}
