package io.weir.kafkabroker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What one node needs to be told to do everything by itself. */
final class BrokerSettings {
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER = "CONTROLLER";
  static final int NODE_ID = 1;

  /** Kafka's own topics: copies, and partitions, which cost start-up time each. */
  private static final Map<String, String> OWN_TOPICS =
      Map.of(
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "4",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "4",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          // What has an old timestamp is not old to whoever tries something with it.
          "log.retention.ms", "-1",
          // A first member of a group need not wait for others that may never come.
          "group.initial.rebalance.delay.ms", "0",
          // A large index is reserved on disk for every partition.
          "log.index.size.max.bytes", "1048576");

  private BrokerSettings() {}

  /** The settings of a broker on the given ports, with the given ones on top. */
  static Properties of(
      Path directory, int clientPort, int controllerPort, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(OWN_TOPICS);
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty(
        "listeners",
        "PLAINTEXT://"
            + HOST
            + ":"
            + clientPort
            + ","
            + CONTROLLER
            + "://"
            + HOST
            + ":"
            + controllerPort);
    properties.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + clientPort);
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.setProperty("controller.listener.names", CONTROLLER);
    properties.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    properties.setProperty("log.dirs", directory.toString());
    properties.putAll(settings);
    return properties;
  }
}
