package io.weir.transport.client;

import io.grpc.stub.StreamObserver;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.JobSpec.Artifact;
import io.weir.engine.wire.ControlCodec;
import io.weir.transport.RefusedException;
import io.weir.transport.artifact.ArtifactAddress;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.MessageParts;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.SubmitAnswer;
import io.weir.transport.v1.SubmitPart;
import java.io.IOException;

/** Takes one submitted job. Thread: one call at a time. */
final class SubmitObserver implements StreamObserver<SubmitPart> {
  private final ClientEndpoint endpoint;
  private final ArtifactStore artifacts;
  private final StreamObserver<SubmitAnswer> answer;
  private final MessageParts parts = new MessageParts(Limits.JOINED_PARTS);
  private boolean failed;

  SubmitObserver(
      ClientEndpoint endpoint, ArtifactStore artifacts, StreamObserver<SubmitAnswer> answer) {
    this.endpoint = endpoint;
    this.artifacts = artifacts;
    this.answer = answer;
  }

  @Override
  public void onNext(SubmitPart part) {
    if (failed) {
      return;
    }
    try {
      parts.append(part.getJob());
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onCompleted() {
    if (failed) {
      return;
    }
    JobSpec job;
    try {
      job = ControlCodec.decodeJob(parts.take());
      checkArtifacts(job);
      endpoint.submit(job);
    } catch (IOException | RuntimeException e) {
      fail(e);
      return;
    }
    answer.onNext(SubmitAnswer.newBuilder().setJobId(job.id().value()).build());
    answer.onCompleted();
  }

  private void checkArtifacts(JobSpec job) throws RefusedException {
    for (Artifact artifact : job.artifacts()) {
      if (artifacts.find(new ArtifactAddress(artifact.sha256())).isEmpty()) {
        throw new RefusedException("artifact " + artifact.name() + " was not uploaded");
      }
    }
  }

  private void fail(Exception failure) {
    failed = true;
    answer.onError(PeerErrors.toPeer(failure));
  }

  @Override
  public void onError(Throwable error) {
    failed = true;
  }
}
