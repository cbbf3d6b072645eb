package io.weir.examples.weblog;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Options of {@link WeblogStreamJob}. */
public interface WeblogStreamOptions extends PipelineOptions {

  /** Address of a Kafka broker. */
  @Description("Kafka brokers, as host:port, separated by commas.")
  @Default.String("127.0.0.1:9092")
  String getBootstrapServers();

  /** Sets the address of a Kafka broker. */
  void setBootstrapServers(String servers);

  /** Topic of log lines. */
  @Description(
      "Topic of log lines; the results go to topics of this name and -errors, -traffic ...")
  @Default.String("weblog")
  String getTopic();

  /** Sets the topic of log lines. */
  void setTopic(String topic);

  /** Name under which the job is known to Kafka; null for a new one. */
  @Description(
      "Name of the consumer and producer groups that keep the job's place in Kafka; a new one if it "
          + "is not given. A job that goes on from a savepoint needs that of the job before.")
  @Nullable String getGroup();

  /** Sets the name under which the job is known to Kafka. */
  void setGroup(@Nullable String group);

  /** Seconds that a line may be behind the latest one of its partition. */
  @Description(
      "Seconds that a line may be behind the latest one of its partition; a later one "
          + "is missing from windows that were closed before.")
  @Default.Integer(60)
  int getMaxDisorderSeconds();

  /** Sets the seconds that a line may be behind. */
  void setMaxDisorderSeconds(int seconds);

  /** Partitions of a topic that is made. */
  @Description("Partitions of topics that are missing and therefore made.")
  @Default.Integer(2)
  int getPartitions();

  /** Sets the partitions of topics that are made. */
  void setPartitions(int partitions);
}
