package io.weir.transport.data;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.Exchange;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.StreamItem;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A producing and a consuming process of a job, connected over loopback. */
final class TwoPlanes implements AutoCloseable {
  static final JobId JOB = new JobId("00112233445566778899aabbccddeeff");
  static final AttemptId ATTEMPT = new AttemptId(JOB, 2);
  static final WorkerId PRODUCER = new WorkerId("producer");
  static final WorkerId CONSUMER = new WorkerId("consumer");
  static final DataLimits LIMITS = new DataLimits(8 << 20, Duration.ofSeconds(20));

  final JobToken token = JobToken.random();
  final DataPlane producing;
  final DataPlane consuming;
  final Exchange producer;
  final Exchange consumer;

  TwoPlanes(DataLimits producerLimits, DataLimits consumerLimits) throws IOException {
    producing = DataPlane.start(PRODUCER, JOB, token, producerLimits);
    consuming = DataPlane.start(CONSUMER, JOB, token, consumerLimits);
    producer = producing.open(ATTEMPT);
    consumer = consuming.open(ATTEMPT);
    connect();
  }

  TwoPlanes() throws IOException {
    this(LIMITS, LIMITS);
  }

  void connect() {
    consuming.updatePeers(Map.of(PRODUCER, Loopback.port(producing.port())));
  }

  static ChannelId channel(int edge) {
    return new ChannelId(ATTEMPT, edge, 3, 4);
  }

  /** A writer that can be waited for. */
  record Writing(ChannelWriter channel, Semaphore writable) {
    void write(StreamItem item) throws InterruptedException {
      while (!channel.isWritable()) {
        if (!writable.tryAcquire(20, TimeUnit.SECONDS)) {
          throw new AssertionError("not writable for 20 s");
        }
      }
      channel.write(item);
    }
  }

  /** A reader that can be waited for. */
  record Reading(ChannelReader channel, Semaphore available) {
    StreamItem next() throws IOException, InterruptedException {
      while (true) {
        StreamItem item = channel.poll();
        if (item != null) {
          return item;
        }
        if (!available.tryAcquire(20, TimeUnit.SECONDS)) {
          throw new AssertionError("nothing came for 20 s");
        }
      }
    }
  }

  Writing openWriter(int edge) throws IOException {
    Semaphore writable = new Semaphore(0);
    return new Writing(
        producer.openWriter(channel(edge), CONSUMER, new BytesCodec(), writable::release),
        writable);
  }

  Reading openReader(int edge) throws IOException {
    Semaphore available = new Semaphore(0);
    return new Reading(
        consumer.openReader(channel(edge), PRODUCER, new BytesCodec(), available::release),
        available);
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
    consuming.close();
    producing.close();
  }
}
