package io.weir.transport.data;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands frames to gRPC and takes them from it, with one copy each way. Thread: any thread. */
final class FrameMarshaller implements Marshaller<Frame> {
  @Override
  public InputStream stream(Frame frame) {
    return new FrameStream(frame);
  }

  @Override
  public Frame parse(InputStream in) {
    try {
      // What is available has arrived: its length was checked before, and is not just declared.
      byte[] content = in.readNBytes(in.available());
      return new Frame(content, content.length);
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("a frame could not be read")
          .withCause(e)
          .asRuntimeException();
    }
  }

  /** Lets gRPC copy the array into its own buffers in one piece. */
  private static final class FrameStream extends ByteArrayInputStream
      implements Drainable, KnownLength {
    FrameStream(Frame frame) {
      super(frame.content(), 0, frame.length());
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int length = available();
      target.write(buf, pos, length);
      pos += length;
      return length;
    }
  }
}
