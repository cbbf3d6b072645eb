package io.weir.transport.data;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import io.weir.transport.data.TwoPlanes.Reading;
import io.weir.transport.data.TwoPlanes.Writing;
import io.weir.transport.stream.Connections;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MalformedInputTest {
  private static final int SEED = 20;

  private static byte[] garbage(Random random, int maxLength) {
    byte[] bytes = new byte[random.nextInt(maxLength + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void framesOfRandomBytesAreRefusedOrRead() {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = garbage(random, 40);
      if (bytes.length > 0) {
        bytes[0] = (byte) random.nextInt(8);
      }
      Frames frames = new Frames(new BytesCodec(), TwoPlanes.LIMITS);
      try {
        assertThat(frames.decode(new Frame(bytes, bytes.length)), is(notNullValue()));
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused > 50_000, is(true));
  }

  @Test
  void changedFramesAreRefusedOrRead() throws IOException {
    Random random = new Random(SEED);
    ElementBatch batch = ElementBatch.unkeyed(10);
    for (int i = 0; i < 10; i++) {
      batch.add(garbage(random, 20));
    }
    Frames frames = new Frames(new BytesCodec(), TwoPlanes.LIMITS);
    Frame good = frames.encode(batch).get(0);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[good.length()];
      System.arraycopy(good.content(), 0, bytes, 0, bytes.length);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(frames.decode(new Frame(bytes, bytes.length)), is(notNullValue()));
      } catch (IOException e) {
        // Refused, which is as good.
      }
    }
  }

  /** How one call of a peer that does not keep to the protocol ends. */
  private static Status endOf(int port, Metadata headers, byte[]... messages) throws Exception {
    ManagedChannel channel = Connections.open(Loopback.port(port));
    try {
      CompletableFuture<Status> end = new CompletableFuture<>();
      ClientCall<Frame, Frame> call = channel.newCall(Subscription.METHOD, CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              end.complete(status);
            }
          },
          headers);
      call.request(1000);
      for (byte[] message : messages) {
        call.sendMessage(new Frame(message, message.length));
      }
      return end.get(20, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  @Test
  void callsWithoutProofAreRefusedBeforeTheyAreRead() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      int port = planes.producing.port();
      Metadata wrongNumber = Subscription.headers(TwoPlanes.ATTEMPT, planes.token);
      wrongNumber.discardAll(Metadata.Key.of("weir-attempt", Metadata.ASCII_STRING_MARSHALLER));
      Metadata wrongToken = Subscription.headers(TwoPlanes.ATTEMPT, JobToken.random());

      for (Metadata headers : new Metadata[] {new Metadata(), wrongNumber, wrongToken}) {
        assertThat(
            endOf(port, headers, ints(0, 3, 4)).getCode(), is(Status.Code.FAILED_PRECONDITION));
      }
    }
  }

  @Test
  void messagesThatMakeNoSenseEndTheCallAndNothingElse() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      planes.openWriter(1).write(new Signal.Idle());
      int port = planes.producing.port();

      for (byte[][] messages :
          new byte[][][] {
            {ints(0)},
            {ints(0, 3, 4, 5)},
            {new byte[0]},
            // Takes what was never sent, and less than nothing.
            {ints(1, 3, 4), ints(1000)},
          }) {
        Status end = endOf(port, Subscription.headers(TwoPlanes.ATTEMPT, planes.token), messages);
        assertThat(end.toString(), end.getCode(), is(Status.Code.INVALID_ARGUMENT));
      }
      Status tooLarge =
          endOf(port, Subscription.headers(TwoPlanes.ATTEMPT, planes.token), new byte[1_000_000]);
      assertThat(tooLarge.toString(), tooLarge.isOk(), is(false));

      Reading in = planes.openReader(0);
      out.write(new Signal.Barrier(5));
      assertThat(in.next(), is(new Signal.Barrier(5)));
    }
  }

  @Test
  void randomMessagesEndTheCallAndNothingElse() throws Exception {
    Random random = new Random(SEED);
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      for (int i = 0; i < 100; i++) {
        byte[] second = garbage(random, 70);
        Status end =
            endOf(
                planes.producing.port(),
                Subscription.headers(TwoPlanes.ATTEMPT, planes.token),
                ints(1000 + i, 0, 0),
                second);
        assertThat(end.isOk(), is(false));
      }

      Reading in = planes.openReader(0);
      out.write(new Signal.Barrier(5));
      assertThat(in.next(), is(new Signal.Barrier(5)));
    }
  }

  @Test
  void connectionsOfRandomBytesHarmNobody() throws Exception {
    Random random = new Random(SEED);
    byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (TwoPlanes planes = new TwoPlanes()) {
      for (int i = 0; i < 100; i++) {
        try (Socket socket = new Socket()) {
          socket.connect(Loopback.port(planes.producing.port()));
          OutputStream stream = socket.getOutputStream();
          if (i % 2 == 0) {
            stream.write(preface);
          }
          stream.write(garbage(random, 2000));
          // A frame that declares 16 MiB and does not bring them.
          stream.write(new byte[] {-1, -1, -1, 0, 0, 0, 0, 0, 1});
        } catch (IOException e) {
          // The server was faster in closing the connection.
        }
      }
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);
      out.write(new Signal.Barrier(5));
      assertThat(in.next(), is(new Signal.Barrier(5)));
    }
  }
}
