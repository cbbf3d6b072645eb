package io.weir.transport.data;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.channel.Exchange;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
import io.weir.transport.data.TwoPlanes.Reading;
import io.weir.transport.data.TwoPlanes.Writing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DataPlaneTest {
  private static ElementBatch batch(byte[]... elements) {
    ElementBatch batch = ElementBatch.unkeyed(elements.length);
    for (byte[] element : elements) {
      batch.add(element);
    }
    return batch;
  }

  private static ElementBatch number(int number) {
    return batch(new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number});
  }

  private static int number(StreamItem item) {
    byte[] bytes = (byte[]) ((ElementBatch) item).element(0);
    return (bytes[0] & 0xff) << 16 | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff);
  }

  @Test
  void carriesBatchesAndSignalsInOrder() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);

      out.write(batch(new byte[] {1}, new byte[] {2, 3}));
      out.write(new Signal.Watermark(Signal.Watermark.MIN));
      out.write(new Signal.Idle());
      out.write(new Signal.Barrier(17));
      out.write(new Signal.Watermark(Signal.Watermark.MAX));
      out.write(new Signal.EndOfData());
      out.write(new Signal.RoundBarrier(18, -19));

      ElementBatch first = (ElementBatch) in.next();
      assertThat(first.size(), is(2));
      assertThat((byte[]) first.element(1), equalTo(new byte[] {2, 3}));
      assertThat(in.next(), equalTo(new Signal.Watermark(Signal.Watermark.MIN)));
      assertThat(in.next(), equalTo(new Signal.Idle()));
      assertThat(in.next(), equalTo(new Signal.Barrier(17)));
      assertThat(in.next(), equalTo(new Signal.Watermark(Signal.Watermark.MAX)));
      assertThat(in.next(), equalTo(new Signal.EndOfData()));
      assertThat(in.next(), equalTo(new Signal.RoundBarrier(18, -19)));
      assertThat(in.channel().poll(), is(nullValue()));
    }
  }

  @Test
  void barrierOvertakesMoreThanIsLetUnderWayOtherwise() throws Exception {
    int count = 100;
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);
      for (int i = 0; i < count; i++) {
        byte[] large = new byte[24 << 10];
        large[2] = (byte) i;
        out.channel().write(batch(large));
      }
      out.channel().write(new Signal.Barrier(7));
      out.channel().write(number(count));

      while (!in.channel().holdsBarrier(7)) {
        assertThat(in.available().tryAcquire(20, TimeUnit.SECONDS), is(true));
      }
      List<StreamItem> overtaken = in.channel().overtake(7);

      assertThat(out.channel().backlog(), is(count + 1 + 1));
      assertThat(overtaken.stream().map(DataPlaneTest::number).toList(), is(numbers(count)));
      for (int i = 0; i <= count; i++) {
        assertThat(number(in.next()), is(i));
      }
      assertThat(in.channel().poll(), is(nullValue()));
      Awaitility.await().until(() -> out.channel().backlog() == 0);
      // What was asked for ahead is not asked for again, and nothing is missing.
      for (int i = 0; i < 3000; i++) {
        out.write(number(i));
        assertThat(number(in.next()), is(i));
      }
    }
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void carriesManyBatchesWhileBothSidesWait() throws Exception {
    int count = 50_000;
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);
      List<Throwable> failures = new ArrayList<>();
      Thread producer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < count; i++) {
                    out.write(number(i));
                  }
                } catch (Throwable t) {
                  failures.add(t);
                }
              });
      producer.start();

      for (int i = 0; i < count; i++) {
        assertThat(number(in.next()), is(i));
      }

      producer.join();
      assertThat(failures, equalTo(List.of()));
    }
  }

  @Test
  void splitsLargeBatchesAndCarriesLargeElements() throws Exception {
    Random random = new Random(5);
    ElementBatch large = ElementBatch.unkeyed(256);
    for (int i = 0; i < 255; i++) {
      byte[] element = new byte[random.nextInt(3000)];
      random.nextBytes(element);
      large.add(element);
    }
    byte[] huge = new byte[6 << 20];
    random.nextBytes(huge);
    large.add(huge);
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);

      out.write(large);

      for (int i = 0; i < large.size(); ) {
        ElementBatch part = (ElementBatch) in.next();
        for (int j = 0; j < part.size(); j++) {
          assertThat((byte[]) part.element(j), equalTo((byte[]) large.element(i++)));
        }
      }
    }
  }

  @Test
  void stallsOnlyTheChannelWhoseConsumerDoesNotPoll() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing stalled = planes.openWriter(0);
      Writing flowing = planes.openWriter(1);
      planes.openReader(0);
      Reading in = planes.openReader(1);

      int written = 0;
      byte[] content = new byte[30_000];
      while (stalled.channel().isWritable()) {
        stalled.channel().write(batch(content));
        written++;
      }
      for (int i = 0; i < 10_000; i++) {
        flowing.write(number(i));
        assertThat(number(in.next()), is(i));
      }

      assertThat(written, lessThanOrEqualTo(RemoteWriter.BOUND));
      assertThat(stalled.channel().isWritable(), is(false));
      assertThat(stalled.channel().backlog(), is(written));
    }
  }

  @Test
  void boundsWhatIsUnderWayWhateverTheProducerWrites() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);

      // Far beyond what is writable, as user code does that cannot be stopped.
      for (int i = 0; i < 500; i++) {
        out.channel().write(number(i));
      }
      assertThat(out.channel().backlog(), is(500));
      for (int i = 0; i < 500; i++) {
        assertThat(number(in.next()), is(i));
      }

      assertThat(in.channel().poll(), is(nullValue()));
      Awaitility.await().until(() -> out.channel().backlog() == 0);
      assertThat(out.channel().isWritable(), is(true));
    }
  }

  @Test
  void callsBackWhenThereIsRoomAgain() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);
      while (out.channel().isWritable()) {
        out.channel().write(number(1));
      }
      assertThat(out.writable().availablePermits(), is(0));

      for (int i = 0; i < RemoteWriter.BOUND; i++) {
        in.next();
      }

      assertThat(out.writable().tryAcquire(20, TimeUnit.SECONDS), is(true));
      assertThat(out.channel().isWritable(), is(true));
    }
  }

  @Test
  void waitsForAddressAndProducer() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      planes.consuming.updatePeers(Map.of());
      Reading in = planes.openReader(0);
      assertThat(in.channel().poll(), is(nullValue()));
      planes.connect();
      assertThat(in.channel().poll(), is(nullValue()));

      planes.openWriter(0).write(number(7));

      assertThat(number(in.next()), is(7));
    }
  }

  @Test
  void givesUpWhenTheProducerDoesNotOpen() throws Exception {
    DataLimits hasty = new DataLimits(1 << 20, Duration.ofMillis(200));
    try (TwoPlanes planes = new TwoPlanes(hasty, TwoPlanes.LIMITS)) {
      Reading in = planes.openReader(0);

      IOException failure = assertThrows(IOException.class, in::next);

      assertThat(
          failure.getMessage(),
          equalTo(
              "channel 3 to 4 of edge 0 from worker producer broke: channel 3 to 4 of edge 0 was"
                  + " not opened by its producer within 200 ms"));
    }
  }

  @Test
  void givesUpWhenTheAddressStaysUnknown() throws Exception {
    DataLimits hasty = new DataLimits(1 << 20, Duration.ofMillis(200));
    try (TwoPlanes planes = new TwoPlanes(TwoPlanes.LIMITS, hasty)) {
      planes.consuming.updatePeers(Map.of());
      Reading in = planes.openReader(0);

      IOException failure = assertThrows(IOException.class, in::next);

      assertThat(failure.getMessage(), containsString("could not be reached within 200 ms"));
    }
  }

  @Test
  void refusesASecondConsumerOfAChannel() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading first = planes.openReader(0);
      out.write(number(1));
      first.next();

      Reading second = planes.openReader(0);
      IOException failure = assertThrows(IOException.class, second::next);

      assertThat(failure.getMessage(), containsString("has a consumer already"));
      out.write(number(2));
      assertThat(number(first.next()), is(2));
    }
  }

  @Test
  void refusesAConsumerWithAnotherJobsToken() throws Exception {
    try (TwoPlanes planes = new TwoPlanes();
        DataPlane stranger =
            DataPlane.start(
                new WorkerId("x"), TwoPlanes.JOB, JobToken.random(), TwoPlanes.LIMITS)) {
      planes.openWriter(0);

      IOException failure = failureOf(stranger, planes, TwoPlanes.ATTEMPT);

      assertThat(failure.getMessage(), containsString("wrong token"));
    }
  }

  private static IOException failureOf(DataPlane plane, TwoPlanes planes, AttemptId attempt)
      throws Exception {
    plane.updatePeers(Map.of(TwoPlanes.PRODUCER, Loopback.port(planes.producing.port())));
    try (Exchange exchange = plane.open(attempt)) {
      Semaphore available = new Semaphore(0);
      Reading in =
          new Reading(
              exchange.openReader(
                  new ChannelId(attempt, 0, 3, 4),
                  TwoPlanes.PRODUCER,
                  new BytesCodec(),
                  available::release),
              available);
      return assertThrows(IOException.class, in::next);
    }
  }

  @Test
  void refusesAConsumerOfAnAttemptThatIsOver() throws Exception {
    try (TwoPlanes planes = new TwoPlanes();
        DataPlane late =
            DataPlane.start(new WorkerId("late"), TwoPlanes.JOB, planes.token, TwoPlanes.LIMITS)) {
      planes.openWriter(0);
      planes.producer.close();

      for (int number : new int[] {0, 2}) {
        IOException failure = failureOf(late, planes, new AttemptId(TwoPlanes.JOB, number));
        assertThat(failure.getMessage(), containsString("the attempt is over"));
      }
      assertThrows(
          RefusedException.class, () -> planes.producing.open(new AttemptId(TwoPlanes.JOB, 1)));
    }
  }

  @Test
  void tellsTheConsumerThatItsProducerIsLost() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);
      out.write(new Signal.EndOfData());
      in.next();

      planes.producing.close();

      IOException failure = assertThrows(IOException.class, in::next);
      assertThat(failure.getMessage(), containsString("from worker producer broke"));
    }
  }

  @Test
  void tellsTheProducerThatItsConsumerIsLost() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);
      out.write(number(1));
      in.next();
      while (out.channel().isWritable()) {
        out.channel().write(number(2));
      }

      planes.consuming.close();

      assertThat(out.writable().tryAcquire(20, TimeUnit.SECONDS), is(true));
      assertThat(out.channel().isWritable(), is(true));
      UncheckedIOException failure =
          assertThrows(UncheckedIOException.class, () -> out.channel().write(number(3)));
      assertThat(failure.getMessage(), containsString("lost its consumer"));
    }
  }

  @Test
  void takesTheEndOfAnAttemptForAFailureOnlyBeforeTheEndOfData() throws Exception {
    try (TwoPlanes planes = new TwoPlanes()) {
      Writing done = planes.openWriter(0);
      planes.openWriter(1);
      Reading ended = planes.openReader(0);
      Reading open = planes.openReader(1);
      done.write(new Signal.EndOfData());
      assertThat(ended.next(), instanceOf(Signal.EndOfData.class));
      assertThat(ended.channel().poll(), is(nullValue()));
      ended.available().drainPermits();

      planes.producer.close();

      IOException failure = assertThrows(IOException.class, open::next);
      assertThat(failure.getMessage(), containsString("closed before its end of data"));
      assertThat(ended.available().tryAcquire(20, TimeUnit.SECONDS), is(true));
      assertThat(ended.channel().poll(), is(nullValue()));
    }
  }

  @Test
  void refusesToSendAnElementThatIsTooLarge() throws Exception {
    DataLimits small = new DataLimits(100_000, Duration.ofSeconds(20));
    try (TwoPlanes planes = new TwoPlanes(small, small)) {
      Writing out = planes.openWriter(0);

      UncheckedIOException failure =
          assertThrows(
              UncheckedIOException.class, () -> out.channel().write(batch(new byte[200_000])));

      assertThat(failure.getMessage(), containsString("maxRecordBytes"));
    }
  }

  @Test
  void refusesAFrameThatIsTooLarge() throws Exception {
    DataLimits small = new DataLimits(100_000, Duration.ofSeconds(20));
    try (TwoPlanes planes = new TwoPlanes(TwoPlanes.LIMITS, small)) {
      Writing out = planes.openWriter(0);
      Reading in = planes.openReader(0);

      out.write(batch(new byte[5_000_000]));

      IOException failure = assertThrows(IOException.class, in::next);
      assertThat(failure.getMessage(), containsString("exceeds maximum size"));
    }
  }
}
