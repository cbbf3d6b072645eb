package io.weir.benchmarks.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation.Required;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic of numbered records until so many have come, and says how many were in order. */
public final class KafkaCountJob {
  /** What the line of its result begins with. */
  public static final String RESULT = "kafka-count: ";

  private KafkaCountJob() {}

  /** What the job is told. */
  public interface Options extends PipelineOptions {
    /** Where the broker is. */
    @Required
    String getBootstrapServers();

    /** Sets {@link #getBootstrapServers}. */
    void setBootstrapServers(String bootstrapServers);

    /** The topic. */
    @Required
    String getTopic();

    /** Sets {@link #getTopic}. */
    void setTopic(String topic);

    /** How many records there will be. */
    @Required
    long getRecords();

    /** Sets {@link #getRecords}. */
    void setRecords(long records);
  }

  /** Runs the job to its end. */
  public static void main(String[] args) throws Exception {
    Options options = PipelineOptionsFactory.fromArgs(args).withValidation().as(Options.class);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(
            "Read",
            KafkaIO.<Long, Long>read()
                .withBootstrapServers(options.getBootstrapServers())
                .withTopic(options.getTopic())
                .withKeyDeserializer(LongDeserializer.class)
                .withValueDeserializer(LongDeserializer.class)
                .withConsumerConfigUpdates(Map.of("auto.offset.reset", "earliest"))
                .withoutMetadata())
        .apply("Check order", ParDo.of(new ChecksOrder()));
    PipelineResult result = pipeline.run();
    Awaitility.await()
        .atMost(Duration.ofSeconds(110))
        .until(() -> committed(result, ChecksOrder.GOOD) >= options.getRecords());
    System.out.println(
        RESULT
            + committed(result, ChecksOrder.GOOD)
            + " in order, "
            + committed(result, ChecksOrder.BAD)
            + " not");
    result.cancel();
  }

  private static long committed(PipelineResult result, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ChecksOrder.class, name))
            .build();
    return StreamSupport.stream(
            result.metrics().queryMetrics(filter).getCounters().spliterator(), false)
        .filter(MetricResult::hasCommitted)
        .mapToLong(MetricResult::getCommitted)
        .sum();
  }
}
