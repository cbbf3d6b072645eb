package io.weir.benchmarks.cluster;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.weir.benchmarks.kafka.KafkaCountJob;
import io.weir.benchmarks.kafka.LiveKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading with KafkaIO while the processes that read are killed. */
@Timeout(300)
class KafkaOnClusterIT {
  private static final String TOPIC = "numbers";
  private static final long HALF = 2000;

  @TempDir private Path directory;

  private RealProcess submit(RealCluster cluster, LiveKafka kafka, String form) throws IOException {
    return RealProcess.start(
        directory,
        "client",
        KafkaCountJob.class.getName(),
        "--runner=WeirRunner",
        "--weirMaster=" + cluster.address(),
        "--experiments=" + form,
        "--streaming=true",
        "--parallelism=2",
        "--checkpointingInterval=200",
        "--progressIntervalMillis=1000",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--topic=" + TOPIC,
        "--records=" + 2 * HALF);
  }

  private static boolean hasCheckpoint(RealCluster cluster) throws IOException {
    Path checkpoints = cluster.masterDirectory().resolve("checkpoints");
    try (Stream<Path> files = Files.exists(checkpoints) ? Files.walk(checkpoints) : Stream.of()) {
      return files.anyMatch(file -> file.endsWith("_manifest"));
    } catch (UncheckedIOException e) {
      return false; // A file went while it was looked at.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"use_deprecated_read", "use_sdf_read"})
  void countsEachRecordOnceWhenItsWorkersAreKilledInMidStream(String form) throws Exception {
    try (LiveKafka kafka = LiveKafka.start(directory);
        RealCluster cluster = RealCluster.start(directory, 2)) {
      kafka.createTopic(TOPIC);
      kafka.append(TOPIC, 0, HALF);
      try (RealProcess client = submit(cluster, kafka, form)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> !client.isAlive() || hasCheckpoint(cluster));
        kafka.append(TOPIC, HALF, HALF + HALF / 2);
        cluster.killWorkers();
        kafka.append(TOPIC, HALF + HALF / 2, 2 * HALF);
        cluster.startWorker();

        assertThat(client.output(), client.awaitEnd(), is(0));
        assertThat(
            client.output(), containsString(KafkaCountJob.RESULT + 2 * HALF + " in order, 0 not"));
      }
    }
  }
}
