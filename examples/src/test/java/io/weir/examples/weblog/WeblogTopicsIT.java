package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;

import io.weir.kafkabroker.BrokerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WeblogTopicsIT {
  private static final int ROUNDS = 10;
  private static final int PROGRAMS = 3;

  @TempDir Path directory;

  @Test
  void programsThatStartAtOnceMakeTheSameTopics() throws Exception {
    try (BrokerProcess broker =
            BrokerProcess.start(directory.resolve("topics"), directory.resolve("broker.log"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (int round = 0; round < ROUNDS; round++) {
        List<String> topics = WeblogTopics.all("round" + round);
        CompletableFuture<?>[] programs = new CompletableFuture<?>[PROGRAMS];
        for (int i = 0; i < PROGRAMS; i++) {
          programs[i] =
              CompletableFuture.runAsync(
                  () -> WeblogTopics.make(broker.bootstrapServers(), topics, 1));
        }
        CompletableFuture.allOf(programs).get();
        assertThat(admin.listTopics().names().get(), hasItems(topics.toArray(String[]::new)));
      }
    }
  }
}
