package io.weir.benchmarks.exactlyonce;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Options of the job. */
public interface ExactlyOnceOptions extends PipelineOptions {
  /** How many keys there are. */
  @Description("Number of keys")
  @Default.Long(16)
  long getKeys();

  /** Sets how many keys there are. */
  void setKeys(long keys);

  /** How many numbers each key has. */
  @Description("Numbers of each key")
  @Default.Long(2000)
  long getNumbersPerKey();

  /** Sets how many numbers each key has. */
  void setNumbersPerKey(long numbersPerKey);

  /** How many numbers of each key come in a second at most. */
  @Description("Numbers of each key in a second")
  @Default.Integer(200)
  int getPerSecond();

  /** Sets how many numbers of each key come in a second at most. */
  void setPerSecond(int perSecond);

  /** Whether the source loses a number each time that it is restored: what a test must notice. */
  @Description("Lose a number after each restore")
  @Default.Boolean(false)
  boolean getLoseOneAfterRestore();

  /** Sets whether the source loses a number each time that it is restored. */
  void setLoseOneAfterRestore(boolean lose);

  /** Kafka's brokers; empty for no output but metrics. */
  @Description("Kafka's brokers, as host:port; empty for no output but metrics")
  @Default.String("")
  String getBootstrapServers();

  /** Sets Kafka's brokers. */
  void setBootstrapServers(String bootstrapServers);

  /** The topic that the lines go to. */
  @Description("Topic of the lines")
  @Default.String("lines")
  String getTopic();

  /** Sets the topic that the lines go to. */
  void setTopic(String topic);
}
