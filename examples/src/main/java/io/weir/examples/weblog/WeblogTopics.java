package io.weir.examples.weblog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing. */
final class WeblogTopics {
  private static final String PATIENCE_MS = "60000";

  /** Lines have the times of their log; Kafka would take away at once what is older than a week. */
  private static final Map<String, String> KEEP = Map.of("retention.ms", "-1");

  private WeblogTopics() {}

  /** The topic of the lines and those of all tables. */
  static List<String> all(String topic) {
    List<String> topics = new ArrayList<>(List.of(topic));
    for (ResultTable table : ResultTable.values()) {
      topics.add(WeblogStream.topicOf(topic, table));
    }
    return topics;
  }

  /**
   * Makes what is missing, and returns when the broker serves it. Other programs may make the same
   * topics at the same time.
   *
   * @throws IllegalArgumentException if there is no broker, or it refuses
   */
  static void make(String bootstrapServers, List<String> topics, int partitions) {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", PATIENCE_MS,
                "default.api.timeout.ms", PATIENCE_MS))) {
      List<String> missing = new ArrayList<>(topics);
      missing.removeAll(admin.listTopics().names().get());
      Collection<KafkaFuture<Void>> made =
          admin
              .createTopics(
                  missing.stream()
                      .map(topic -> new NewTopic(topic, partitions, (short) 1).configs(KEEP))
                      .toList())
              .values()
              .values();
      for (KafkaFuture<Void> one : made) {
        awaitMade(one);
      }
      awaitServed(admin, missing, partitions);
    } catch (ExecutionException | KafkaException e) {
      throw new IllegalArgumentException(
          "no use of --bootstrapServers=" + bootstrapServers + ": " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Waits until the topic is there, whoever made it. */
  private static void awaitMade(KafkaFuture<Void> topic)
      throws ExecutionException, InterruptedException {
    try {
      topic.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /**
   * Waits until the broker serves the partitions, of which it tells clients a moment before. A
   * producer whose first batch it refuses in that moment may retry it out of sequence for minutes.
   */
  private static void awaitServed(Admin admin, List<String> topics, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    admin.listOffsets(all).all().get();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
