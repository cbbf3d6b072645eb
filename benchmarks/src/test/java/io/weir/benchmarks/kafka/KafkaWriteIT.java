package io.weir.benchmarks.kafka;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.benchmarks.kafka.LiveKafka.Reader;
import io.weir.runner.WithoutRunnerCheck;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaIO.WriteRecords;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writing with KafkaIO, plainly and exactly once. */
@Timeout(180)
class KafkaWriteIT {
  private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(90);
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final int HALF = 1000;

  @TempDir Path directory;
  private LiveKafka kafka;

  @BeforeEach
  void startBroker() throws Exception {
    kafka = LiveKafka.start(directory);
    kafka.createTopic(FROM);
    kafka.createTopic(TO);
  }

  @AfterEach
  void stopBroker() {
    FailsOnce.ARMED.set(false);
    kafka.close();
  }

  private WriteRecords<Long, Long> write() {
    return KafkaIO.<Long, Long>writeRecords()
        .withBootstrapServers(kafka.bootstrapServers())
        .withTopic(TO)
        .withKeySerializer(LongSerializer.class)
        .withValueSerializer(LongSerializer.class);
  }

  private WriteRecords<Long, Long> writeExactlyOnce() {
    return write().withEOS(2, "sink").withEOSTriggerConfig(100, Duration.millis(50));
  }

  private Pipeline copy(PTransform<PCollection<ProducerRecord<Long, Long>>, PDone> write) {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--runner=WeirRunner",
                    "--parallelism=2",
                    "--checkpointingInterval=200",
                    "--progressIntervalMillis=0")
                .create());
    pipeline
        .apply(
            KafkaIO.<Long, Long>read()
                .withBootstrapServers(kafka.bootstrapServers())
                .withTopic(FROM)
                .withKeyDeserializer(LongDeserializer.class)
                .withValueDeserializer(LongDeserializer.class)
                .withConsumerConfigUpdates(Map.of("auto.offset.reset", "earliest"))
                .withoutMetadata())
        .apply("Fail once", ParDo.of(new FailsOnce()))
        .apply("To record", MapElements.via(new ToRecord()))
        .setCoder(ProducerRecordCoder.of(VarLongCoder.of(), VarLongCoder.of()))
        .apply("Write", write);
    return pipeline;
  }

  private static final class ToRecord
      extends SimpleFunction<KV<Long, Long>, ProducerRecord<Long, Long>> {
    @Override
    public ProducerRecord<Long, Long> apply(KV<Long, Long> element) {
      return new ProducerRecord<>(TO, element.getKey(), element.getValue());
    }
  }

  private static Long[] numbers(int before) {
    return LongStream.range(0, before).boxed().toArray(Long[]::new);
  }

  @Test
  void writesEveryRecord() throws Exception {
    kafka.append(FROM, 0, HALF);
    PipelineResult result = copy(write()).run();
    try (Reader reader = kafka.readCommitted(TO)) {
      await().atMost(PATIENCE).until(reader::poll, hasSize(HALF));
      assertThat(reader.poll(), containsInAnyOrder(numbers(HALF)));
    } finally {
      result.cancel();
    }
  }

  @Test
  void showsEachRecordOnceToReadersOfCommittedOnesAcrossAFailure() throws Exception {
    kafka.append(FROM, 0, HALF);
    PipelineResult result = copy(WithoutRunnerCheck.of(writeExactlyOnce())).run();
    try (Reader reader = kafka.readCommitted(TO)) {
      await().atMost(PATIENCE).until(reader::poll, hasSize(HALF));
      FailsOnce.ARMED.set(true);
      kafka.append(FROM, HALF, 2 * HALF);
      await().atMost(PATIENCE).until(() -> reader.poll().size() >= 2 * HALF);
      assertThat("it failed", FailsOnce.ARMED.get(), is(false));
      reader.poll();
      assertThat(reader.poll(), containsInAnyOrder(numbers(2 * HALF)));
    } finally {
      result.cancel();
    }
  }

  @Test
  void needsTheCheckOfNamesLeftOut() {
    Pipeline pipeline = copy(writeExactlyOnce());

    assertThrows(UnsupportedOperationException.class, pipeline::run);
  }
}
