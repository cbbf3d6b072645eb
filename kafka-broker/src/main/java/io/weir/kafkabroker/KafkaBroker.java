package io.weir.kafkabroker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A running Kafka broker that is its own controller, on loopback.
 *
 * <p>Thread: any thread; one broker per directory.
 */
public final class KafkaBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private KafkaBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and returns when clients can connect.
   *
   * @param directory where its topics are; made, or taken up as an earlier broker left it
   * @param port what clients connect to; 0 takes a free one
   * @throws IOException the directory cannot be written
   */
  public static KafkaBroker start(Path directory, int port) throws IOException {
    return start(directory, port, Map.of());
  }

  /**
   * Starts a broker with some settings of Kafka's own, such as {@code num.partitions}.
   *
   * @param settings names of Kafka to values; they win over what a broker has by itself
   */
  public static KafkaBroker start(Path directory, int port, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(directory);
    int clients = port == 0 ? freePort() : port;
    KafkaConfig config =
        new KafkaConfig(
            BrokerSettings.of(directory, clients, freePort(), settings), /* doLog= */ false);
    if (!Files.exists(directory.resolve("meta.properties"))) {
      format(directory);
    }
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, clients);
  }

  private static void format(Path directory) throws IOException {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(BrokerSettings.NODE_ID)
            .addDirectory(directory.toString())
            .setMetadataLogDirectory(directory.toString())
            .setControllerListenerName(BrokerSettings.CONTROLLER);
    try {
      formatter.run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot prepare " + directory + " for a broker", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  /** Waits until the broker ends, by {@link #close} or by itself. */
  void awaitEnd() {
    server.awaitShutdown();
  }

  /** Ends the broker; its directory stays. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
