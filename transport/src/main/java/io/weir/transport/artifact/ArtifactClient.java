package io.weir.transport.artifact;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.ArtifactServiceGrpc;
import io.weir.transport.v1.ArtifactServiceGrpc.ArtifactServiceBlockingStub;
import io.weir.transport.v1.DownloadPart;
import io.weir.transport.v1.DownloadRequest;
import io.weir.transport.v1.MissingAnswer;
import io.weir.transport.v1.MissingRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Uploads files to a master's store and downloads them from it.
 *
 * <p>Thread: any thread; calls block.
 */
public final class ArtifactClient {
  private static final int ASK_SECONDS = 30;
  static final int TRANSFER_MINUTES = 10;

  private final Channel channel;
  private final String peer;

  /**
   * A client over an open channel.
   *
   * @param peer the master's name and address, for people
   */
  public ArtifactClient(Channel channel, String peer) {
    this.channel = channel;
    this.peer = peer;
  }

  /** Those of the files that the master does not have. */
  public Set<ArtifactAddress> missing(Collection<ArtifactAddress> addresses) throws IOException {
    MissingRequest.Builder request = MissingRequest.newBuilder();
    addresses.forEach(address -> request.addSha256(address.sha256()));
    try {
      MissingAnswer answer = stub(ASK_SECONDS, TimeUnit.SECONDS).missing(request.build());
      return answer.getSha256List().stream()
          .map(ArtifactAddress::new)
          .collect(Collectors.toUnmodifiableSet());
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /**
   * Uploads a file.
   *
   * @param address the hash of its content; the master refuses another content
   */
  public void upload(Path file, ArtifactAddress address) throws IOException, InterruptedException {
    UploadCall.run(channel, peer, file, address);
  }

  /**
   * Downloads a file into a store, unless it is there.
   *
   * @param size its exact length
   * @return the file in the store
   */
  public Path download(ArtifactAddress address, long size, ArtifactStore into) throws IOException {
    Optional<Path> present = into.find(address);
    if (present.isPresent()) {
      return present.get();
    }
    DownloadRequest request = DownloadRequest.newBuilder().setSha256(address.sha256()).build();
    try (IncomingArtifact incoming = into.receive(address, size)) {
      Iterator<DownloadPart> parts = stub(TRANSFER_MINUTES, TimeUnit.MINUTES).download(request);
      while (parts.hasNext()) {
        for (ByteBuffer piece : parts.next().getContent().asReadOnlyByteBufferList()) {
          incoming.append(piece);
        }
      }
      return incoming.commit();
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  private ArtifactServiceBlockingStub stub(long time, TimeUnit unit) {
    return ArtifactServiceGrpc.newBlockingStub(channel).withDeadlineAfter(time, unit);
  }
}
