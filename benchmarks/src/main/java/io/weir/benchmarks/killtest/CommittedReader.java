package io.weir.benchmarks.killtest;

import io.weir.benchmarks.exactlyonce.CommitMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed to a topic while it is written, and notices a line that comes twice.
 *
 * <p>Thread: reads on a thread of its own; methods for any thread.
 */
final class CommittedReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final String topic;
  private final ArrivalListener listener;
  private final KafkaConsumer<Long, String> consumer;
  private final Map<String, Position> seen = new HashMap<>();
  private final Thread thread;
  private @Nullable String failure;

  private record Position(int partition, long offset) {}

  /** Is told of every line. Thread: the reader's. */
  interface ArrivalListener {
    /**
     * A line was read.
     *
     * @param made when the attempt that made it began, milliseconds of the system's clock
     * @param committed when the attempt that committed it began
     */
    void arrived(long made, long committed);
  }

  /** Starts reading from the beginning. */
  CommittedReader(String bootstrapServers, String topic, ArrivalListener listener) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.listener = listener;
    consumer = open();
    thread = new Thread(this::read, "committed-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private KafkaConsumer<Long, String> open() {
    KafkaConsumer<Long, String> opened =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", "50",
                "enable.auto.commit", "false"),
            new LongDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions =
        opened.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    opened.assign(partitions);
    opened.seekToBeginning(partitions);
    return opened;
  }

  private void read() {
    try {
      while (true) {
        for (ConsumerRecord<Long, String> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (WakeupException end) {
      consumer.close();
    } catch (RuntimeException e) {
      fail("the reader cannot read: " + e);
    }
  }

  private void take(ConsumerRecord<Long, String> record) {
    Position here = new Position(record.partition(), record.offset());
    Position before = put(record.value(), here);
    if (before != null) {
      fail("\"%s\" was read at %s and at %s".formatted(record.value(), before, here));
    }
    listener.arrived(record.key(), CommitMark.of(record.headers()));
  }

  private synchronized @Nullable Position put(String line, Position position) {
    return seen.put(line, position);
  }

  private synchronized void fail(String message) {
    if (failure == null) {
      failure = message;
    }
  }

  /** What went wrong first. */
  synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** The lines that were read so far. */
  synchronized Set<String> lines() {
    return Set.copyOf(seen.keySet());
  }

  synchronized int count() {
    return seen.size();
  }

  /**
   * Reads the topic once more, now that nobody writes.
   *
   * @return lines that were read before and are gone, or are at another place now
   */
  List<String> vanished() {
    Map<String, Position> now = new HashMap<>();
    try (KafkaConsumer<Long, String> again = open()) {
      Map<TopicPartition, Long> ends = again.endOffsets(again.assignment());
      while (ends.entrySet().stream().anyMatch(e -> again.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<Long, String> record : again.poll(POLL)) {
          now.put(record.value(), new Position(record.partition(), record.offset()));
        }
      }
    }
    List<String> vanished = new ArrayList<>();
    synchronized (this) {
      seen.forEach(
          (line, position) -> {
            if (!position.equals(now.get(line))) {
              vanished.add(line);
            }
          });
    }
    return vanished;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
