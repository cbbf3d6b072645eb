package io.weir.benchmarks.kafka;

import io.weir.kafkabroker.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * A broker with topics of numbered records: number n has the key n mod {@link #KEYS}, and a key
 * always goes to the same partition, so the numbers of a key come in order.
 */
public final class LiveKafka implements AutoCloseable {
  static final int KEYS = 16;
  static final int PARTITIONS = 4;
  private static final Duration POLL = Duration.ofMillis(200);

  private final BrokerProcess broker;
  private final Admin admin;

  private LiveKafka(BrokerProcess broker) {
    this.broker = broker;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /** Starts a broker with its files in the directory. */
  public static LiveKafka start(Path directory) throws IOException {
    return new LiveKafka(
        BrokerProcess.start(directory.resolve("topics"), directory.resolve("broker.log")));
  }

  /** Where the broker is. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Makes a topic. */
  public void createTopic(String topic) throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    awaitPartitions(topic, PARTITIONS);
  }

  /** Gives a topic more partitions, of which there will be {@code total}. */
  void createPartitions(String topic, int total) throws ExecutionException, InterruptedException {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get();
    awaitPartitions(topic, total);
  }

  /**
   * Waits until the broker serves all partitions. It tells clients of new ones a moment before. If
   * it refuses a producer's first batch in that moment, but not the second, the first stays out of
   * sequence until the producer gives it up after two minutes.
   */
  private void awaitPartitions(String topic, int total)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (int partition = 0; partition < total; partition++) {
      all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    admin.listOffsets(all).all().get();
  }

  /** Appends the numbers from {@code from} to before {@code to}. */
  public void append(String topic, long from, long to)
      throws ExecutionException, InterruptedException {
    append(topic, PARTITIONS, from, to);
  }

  /** The same for a topic with another number of partitions. */
  void append(String topic, int partitions, long from, long to)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<Long, Long> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers()),
            new LongSerializer(),
            new LongSerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (long n = from; n < to; n++) {
        long key = n % KEYS;
        sent.add(producer.send(new ProducerRecord<>(topic, (int) (key % partitions), key, n)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  /** The sum of the offsets that a group has committed for a topic. */
  long committedOffsets(String group, String topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return offsets.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(
            entry ->
                Optional.ofNullable(entry.getValue()).map(OffsetAndMetadata::offset).orElse(0L))
        .sum();
  }

  /** A reader of the values of a topic from its beginning, of committed transactions only. */
  Reader readCommitted(String topic) {
    return new Reader(bootstrapServers(), topic);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }

  /** Collects what a reader of committed records sees, in the order in which it sees it. */
  static final class Reader implements AutoCloseable {
    private final KafkaConsumer<Long, Long> consumer;
    private final List<Long> values = new ArrayList<>();

    private Reader(String bootstrapServers, String topic) {
      this.consumer =
          new KafkaConsumer<>(
              Map.of(
                  "bootstrap.servers", bootstrapServers,
                  "enable.auto.commit", "false",
                  "auto.offset.reset", "earliest",
                  "isolation.level", "read_committed"),
              new LongDeserializer(),
              new LongDeserializer());
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** Waits a little for more, and answers all that was seen so far. */
    List<Long> poll() {
      for (ConsumerRecord<Long, Long> record : consumer.poll(POLL)) {
        values.add(record.value());
      }
      return values;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
