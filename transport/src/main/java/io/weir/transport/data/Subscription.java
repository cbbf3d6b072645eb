package io.weir.transport.data;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.JobId;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.JobToken;
import io.weir.transport.RefusedException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The call by which a consumer gets one channel. Its headers name the attempt and prove that the
 * consumer belongs to it; its first message says which channel, all others how many more frames the
 * consumer has taken. The answers are the frames.
 */
final class Subscription {
  static final MethodDescriptor<Frame, Frame> METHOD =
      MethodDescriptor.<Frame, Frame>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName(
              MethodDescriptor.generateFullMethodName("io.weir.transport.v1.Data", "Subscribe"))
          .setRequestMarshaller(new FrameMarshaller())
          .setResponseMarshaller(new FrameMarshaller())
          .build();

  /** Bytes of the largest message of a consumer. */
  static final int MAX_REQUEST = 64;

  private static final String PROTOCOL = "weir-data/1";
  private static final Metadata.Key<String> PROTOCOL_KEY = text("weir-protocol");
  private static final Metadata.Key<String> JOB_KEY = text("weir-job");
  private static final Metadata.Key<String> ATTEMPT_KEY = text("weir-attempt");
  private static final Metadata.Key<byte[]> TOKEN_KEY =
      Metadata.Key.of("weir-token-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final int CHANNEL_BYTES = 3 * Integer.BYTES;

  private Subscription() {}

  private static Metadata.Key<String> text(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  static CallOptions options(DataLimits limits, Executor executor) {
    return CallOptions.DEFAULT
        .withExecutor(executor)
        .withMaxInboundMessageSize(limits.maxFrameBytes());
  }

  static Metadata headers(AttemptId attempt, JobToken token) {
    Metadata headers = new Metadata();
    headers.put(PROTOCOL_KEY, PROTOCOL);
    headers.put(JOB_KEY, attempt.job().value());
    headers.put(ATTEMPT_KEY, Integer.toString(attempt.number()));
    headers.put(TOKEN_KEY, token.ofAttempt(attempt));
    return headers;
  }

  /**
   * The attempt that the caller has proved to belong to.
   *
   * @throws RefusedException it is not one of the job, or the proof is wrong
   */
  static AttemptId authenticate(Metadata headers, JobId job, JobToken token)
      throws RefusedException {
    if (!PROTOCOL.equals(headers.get(PROTOCOL_KEY))) {
      throw new RefusedException("not a consumer that speaks " + PROTOCOL);
    }
    AttemptId attempt = new AttemptId(job, number(headers.get(ATTEMPT_KEY)));
    byte[] proof = headers.get(TOKEN_KEY);
    if (!job.value().equals(headers.get(JOB_KEY))
        || proof == null
        || !MessageDigest.isEqual(proof, token.ofAttempt(attempt))) {
      throw new RefusedException("wrong token for an attempt of this job");
    }
    return attempt;
  }

  private static int number(@Nullable String text) throws RefusedException {
    try {
      int number = text == null ? -1 : Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new RefusedException("not the number of an attempt");
  }

  static Frame channel(ChannelId channel) {
    ByteBuffer content = ByteBuffer.allocate(CHANNEL_BYTES);
    content.putInt(channel.edge()).putInt(channel.producer()).putInt(channel.consumer());
    return new Frame(content.array(), CHANNEL_BYTES);
  }

  static ChannelId readChannel(AttemptId attempt, Frame frame) throws WireFormatException {
    if (frame.length() != CHANNEL_BYTES) {
      throw new WireFormatException("a channel takes " + CHANNEL_BYTES + " bytes");
    }
    ByteBuffer content = ByteBuffer.wrap(frame.content());
    return new ChannelId(attempt, content.getInt(), content.getInt(), content.getInt());
  }

  static Frame taken(int frames) {
    return new Frame(ByteBuffer.allocate(Integer.BYTES).putInt(frames).array(), Integer.BYTES);
  }

  static int readTaken(Frame frame) throws WireFormatException {
    if (frame.length() != Integer.BYTES) {
      throw new WireFormatException("an acknowledgement takes " + Integer.BYTES + " bytes");
    }
    return ByteBuffer.wrap(frame.content()).getInt();
  }
}
