package io.weir.transport.client;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.weir.engine.control.JobSpec;
import io.weir.engine.wire.ControlCodec;
import io.weir.transport.RefusedException;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.ClientServiceGrpc;
import io.weir.transport.v1.SubmitAnswer;
import io.weir.transport.v1.SubmitPart;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One submission. Thread: answers come on threads of the transport. */
final class SubmitCall implements StreamObserver<SubmitAnswer> {
  private static final int SECONDS = 60;

  private final CompletableFuture<Boolean> answered = new CompletableFuture<>();

  static void run(Channel channel, String peer, JobSpec job)
      throws IOException, InterruptedException {
    byte[] content = ControlCodec.encodeJob(job);
    if (content.length > Limits.JOINED_PARTS) {
      throw new RefusedException(
          "the job has "
              + content.length
              + " bytes; at most "
              + Limits.JOINED_PARTS
              + " can be sent");
    }
    SubmitCall call = new SubmitCall();
    StreamObserver<SubmitPart> out =
        ClientServiceGrpc.newStub(channel)
            .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
            .submit(call);
    // What waits is bounded by the job itself, which is in memory anyway.
    for (int from = 0; from < content.length; from += Limits.PART) {
      int length = Math.min(Limits.PART, content.length - from);
      out.onNext(
          SubmitPart.newBuilder()
              .setJob(UnsafeByteOperations.unsafeWrap(content, from, length))
              .build());
    }
    out.onCompleted();
    try {
      call.answered.get();
    } catch (ExecutionException e) {
      throw PeerErrors.fromPeer(e.getCause() == null ? e : e.getCause(), peer);
    }
  }

  @Override
  public void onNext(SubmitAnswer answer) {
    // That the call completes says it all.
  }

  @Override
  public void onError(Throwable error) {
    answered.completeExceptionally(error);
  }

  @Override
  public void onCompleted() {
    answered.complete(true);
  }
}
