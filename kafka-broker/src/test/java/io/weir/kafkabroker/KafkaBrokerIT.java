package io.weir.kafkabroker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void showsCommittedRecordsOnlyAndKeepsThemWhenItStartsAgain() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
      try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record("given up")).get();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(record("committed")).get();
        producer.commitTransaction();
      }
      assertThat(read(broker), contains("committed"));
    }
    try (KafkaBroker again = KafkaBroker.start(directory, 0)) {
      assertThat(read(again), contains("committed"));
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String text) {
    return new ProducerRecord<>("topic", text.getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static List<String> read(KafkaBroker broker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "test",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("topic"));
      List<String> texts = new ArrayList<>();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
                  texts.add(new String(r.value(), StandardCharsets.UTF_8));
                }
                return !texts.isEmpty();
              });
      return texts;
    }
  }
}
