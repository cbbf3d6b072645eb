package io.weir.examples.weblog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;

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
   * Makes what is missing.
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
      Set<String> present = admin.listTopics().names().get();
      admin
          .createTopics(
              topics.stream()
                  .filter(topic -> !present.contains(topic))
                  .map(topic -> new NewTopic(topic, partitions, (short) 1).configs(KEEP))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException | KafkaException e) {
      throw new IllegalArgumentException(
          "no use of --bootstrapServers=" + bootstrapServers + ": " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
