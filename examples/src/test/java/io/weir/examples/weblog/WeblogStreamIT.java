package io.weir.examples.weblog;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.weir.kafkabroker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The streaming form of the job, against a real broker. */
@Timeout(300)
class WeblogStreamIT {
  private static final Duration PATIENCE = Duration.ofSeconds(200);
  private static final int LINES = 1000;

  @TempDir Path directory;

  @Test
  void commitsTheRowsThatThePlainComputationHasAndNoOther() throws Exception {
    try (BrokerProcess broker =
        BrokerProcess.start(directory.resolve("topics"), directory.resolve("broker.log"))) {
      String servers = "--bootstrapServers=" + broker.bootstrapServers();
      String[] replay = {servers, "--generate=" + LINES, "--seed=7", "--speed=0"};
      assertThat(WeblogReplay.run(replay, System.out, System.err), is(0));
      PipelineResult result =
          WeblogStreamJob.start(
              PipelineOptionsFactory.fromArgs(
                      servers,
                      "--runner=WeirRunner",
                      "--parallelism=2",
                      "--checkpointingInterval=1000",
                      "--progressIntervalMillis=0")
                  .as(WeblogStreamOptions.class));
      try {
        assertRows(broker.bootstrapServers(), expected());
      } finally {
        result.cancel();
      }
    }
  }

  private static ResultFiles expected() {
    LogGenerator generator = new LogGenerator(7);
    return ReferenceTables.of(LongStream.range(0, LINES).mapToObj(generator::line).toList());
  }

  private static void assertRows(String bootstrapServers, ResultFiles expected) {
    Map<String, List<String>> rows = new TreeMap<>();
    try (KafkaConsumer<String, String> consumer = consumer(bootstrapServers)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                poll(consumer, rows);
                assertThat(rows.toString(), count(rows), greaterThanOrEqualTo(total(expected)));
              });
      poll(consumer, rows); // what is there twice would come now
    }
    for (ResultTable table : ResultTable.values()) {
      List<String> of = rows.getOrDefault(WeblogStream.topicOf("weblog", table), List.of());
      assertThat(table.label(), of, containsInAnyOrder(expected.rows(table.fileName()).toArray()));
    }
  }

  private static int count(Map<String, List<String>> rows) {
    return rows.values().stream().mapToInt(List::size).sum();
  }

  private static int total(ResultFiles expected) {
    int total = 0;
    for (ResultTable table : ResultTable.values()) {
      total += expected.rows(table.fileName()).size();
    }
    return total;
  }

  private static void poll(KafkaConsumer<String, String> consumer, Map<String, List<String>> rows) {
    for (ConsumerRecord<String, String> row : consumer.poll(Duration.ofSeconds(1))) {
      rows.computeIfAbsent(row.topic(), topic -> new ArrayList<>()).add(row.value());
    }
  }

  private static KafkaConsumer<String, String> consumer(String bootstrapServers) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", "test",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(WeblogTopics.all("weblog").stream().skip(1).toList());
    return consumer;
  }
}
