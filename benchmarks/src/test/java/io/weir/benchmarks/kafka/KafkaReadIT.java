package io.weir.benchmarks.kafka;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.weir.runner.WeirPipelineResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading with KafkaIO, in the forms that it has. */
@Timeout(300)
class KafkaReadIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = "numbers";
  private static final String GROUP = "readers";
  private static final org.joda.time.Duration DISCOVERY = org.joda.time.Duration.millis(200);
  private static final long HALF = 2000;

  @TempDir Path directory;
  private LiveKafka kafka;

  @BeforeEach
  void startBroker() throws Exception {
    kafka = LiveKafka.start(directory);
    kafka.createTopic(TOPIC);
  }

  @AfterEach
  void stopBroker() {
    FailsOnce.ARMED.set(false);
    kafka.close();
  }

  private KafkaIO.Read<Long, Long> read() {
    return allTopics().withTopic(TOPIC);
  }

  private KafkaIO.Read<Long, Long> allTopics() {
    return KafkaIO.<Long, Long>read()
        .withBootstrapServers(kafka.bootstrapServers())
        .withKeyDeserializer(LongDeserializer.class)
        .withValueDeserializer(LongDeserializer.class)
        .withConsumerConfigUpdates(Map.of("auto.offset.reset", "earliest", "group.id", GROUP));
  }

  private static PipelineResult run(KafkaIO.Read<Long, Long> read, String... options) {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(options)
                .as(org.apache.beam.sdk.options.PipelineOptions.class));
    pipeline
        .apply("Read", read.withoutMetadata())
        .apply("Fail once", ParDo.of(new FailsOnce()))
        .apply("Check order", ParDo.of(new ChecksOrder()));
    return pipeline.run();
  }

  private static String[] options(String form) {
    return new String[] {
      "--runner=WeirRunner",
      "--experiments=" + form,
      "--parallelism=2",
      "--streaming=true",
      "--checkpointingInterval=200",
      "--progressIntervalMillis=0"
    };
  }

  private static long counter(PipelineResult result, String name, boolean committed) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ChecksOrder.class, name))
            .build();
    return StreamSupport.stream(
            result.metrics().queryMetrics(filter).getCounters().spliterator(), false)
        .mapToLong(c -> committed ? committedOf(c) : c.getAttempted())
        .sum();
  }

  private static long committedOf(MetricResult<Long> counter) {
    return counter.hasCommitted() ? counter.getCommitted() : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"use_deprecated_read", "use_unbounded_sdf_wrapper", "use_sdf_read"})
  void countsEachRecordOnceAcrossAFailure(String form) throws Exception {
    kafka.append(TOPIC, 0, HALF);
    PipelineResult result = run(read(), options(form));
    try {
      await().atMost(PATIENCE).until(() -> counter(result, ChecksOrder.GOOD, true), is(HALF));
      FailsOnce.ARMED.set(true);
      kafka.append(TOPIC, HALF, 2 * HALF);
      await().atMost(PATIENCE).until(() -> counter(result, ChecksOrder.GOOD, true), is(2 * HALF));
      assertThat("it failed", FailsOnce.ARMED.get(), is(false));
      assertThat(counter(result, ChecksOrder.BAD, false), is(0L));
    } finally {
      result.cancel();
    }
  }

  @Test
  void commitsOffsetsWhenACheckpointCompletes() throws Exception {
    kafka.append(TOPIC, 0, HALF);
    PipelineResult result = run(read().commitOffsetsInFinalize(), options("use_deprecated_read"));
    try {
      await().atMost(PATIENCE).until(() -> kafka.committedOffsets(GROUP, TOPIC), is(HALF));
      kafka.append(TOPIC, HALF, 2 * HALF);
      await().atMost(PATIENCE).until(() -> kafka.committedOffsets(GROUP, TOPIC), is(2 * HALF));
    } finally {
      result.cancel();
    }
  }

  @Test
  void commitsTheLastOffsetsOfAReadThatEnds() throws Exception {
    kafka.append(TOPIC, 0, HALF);

    PipelineResult result =
        run(
            read().commitOffsetsInFinalize().withMaxNumRecords(HALF),
            options("use_deprecated_read"));

    assertThat(result.waitUntilFinish(), is(PipelineResult.State.DONE));
    assertThat(counter(result, ChecksOrder.GOOD, true), is(HALF));
    assertThat(kafka.committedOffsets(GROUP, TOPIC), is(HALF));
  }

  /** The splittable form commits when a window of five minutes is over, and so also at a drain. */
  @Test
  void commitsOffsetsOfTheSplittableFormWhenTheJobIsDrained() throws Exception {
    kafka.append(TOPIC, 0, HALF);
    PipelineResult result = run(read().commitOffsetsInFinalize(), options("use_sdf_read"));
    await().atMost(PATIENCE).until(() -> counter(result, ChecksOrder.GOOD, true), is(HALF));

    ((WeirPipelineResult) result).drain();

    assertThat(result.waitUntilFinish(), is(PipelineResult.State.DONE));
    assertThat(kafka.committedOffsets(GROUP, TOPIC), is(HALF));
  }

  @Test
  void readsPartitionsThatATopicGainsAlsoAcrossAFailure() throws Exception {
    kafka.append(TOPIC, 0, HALF);
    readsWhatComesLater(
        read().withDynamicRead(DISCOVERY),
        () -> {
          kafka.createPartitions(TOPIC, 2 * LiveKafka.PARTITIONS);
          kafka.append(TOPIC, 2 * LiveKafka.PARTITIONS, HALF, 2 * HALF);
        });
  }

  @Test
  void readsTopicsOfItsPatternThatComeLaterAlsoAcrossAFailure() throws Exception {
    kafka.append(TOPIC, 0, HALF);
    readsWhatComesLater(
        allTopics().withTopicPattern(TOPIC + ".*").withDynamicRead(DISCOVERY),
        () -> {
          kafka.createTopic(TOPIC + "-more");
          kafka.append(TOPIC + "-more", HALF, 2 * HALF);
        });
  }

  /**
   * The first half is there; the second comes when it was read, and the job fails over it. KafkaIO
   * refuses a dynamic read without the experiment beam_fn_api, which also chooses the splittable
   * form.
   */
  private static void readsWhatComesLater(KafkaIO.Read<Long, Long> read, Executable later)
      throws Exception {
    PipelineResult result = run(read, options("beam_fn_api"));
    try {
      await().atMost(PATIENCE).until(() -> counter(result, ChecksOrder.GOOD, true), is(HALF));
      FailsOnce.ARMED.set(true);
      assertDoesNotThrow(later);
      await().atMost(PATIENCE).until(() -> counter(result, ChecksOrder.GOOD, true), is(2 * HALF));
      assertThat("it failed", FailsOnce.ARMED.get(), is(false));
      assertThat(counter(result, ChecksOrder.BAD, false), is(0L));
    } finally {
      result.cancel();
    }
  }
}
