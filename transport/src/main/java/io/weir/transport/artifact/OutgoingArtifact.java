package io.weir.transport.artifact;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ServerCallStreamObserver;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.DownloadPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a file as fast as it is taken. Thread: one call at a time. */
final class OutgoingArtifact {
  private static final Logger log = LoggerFactory.getLogger(OutgoingArtifact.class);

  private final InputStream in;
  private final ServerCallStreamObserver<DownloadPart> out;
  private boolean over;

  private OutgoingArtifact(InputStream in, ServerCallStreamObserver<DownloadPart> out) {
    this.in = in;
    this.out = out;
  }

  static void start(Path file, ServerCallStreamObserver<DownloadPart> out) throws IOException {
    OutgoingArtifact outgoing = new OutgoingArtifact(Files.newInputStream(file), out);
    out.setOnCancelHandler(outgoing::end);
    out.setOnReadyHandler(outgoing::send);
  }

  private void send() {
    try {
      while (!over && out.isReady()) {
        byte[] part = in.readNBytes(Limits.PART);
        if (part.length > 0) {
          out.onNext(
              DownloadPart.newBuilder().setContent(UnsafeByteOperations.unsafeWrap(part)).build());
        } else {
          end();
          out.onCompleted();
        }
      }
    } catch (IOException | RuntimeException e) {
      end();
      out.onError(PeerErrors.toPeer(e));
    }
  }

  private void end() {
    over = true;
    try {
      in.close();
    } catch (IOException e) {
      log.warn("Could not close a file that was read", e);
    }
  }
}
