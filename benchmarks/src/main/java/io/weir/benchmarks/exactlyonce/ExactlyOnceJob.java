package io.weir.benchmarks.exactlyonce;

import io.weir.runner.WithoutRunnerCheck;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.joda.time.Duration;

/**
 * The job: every number of every key is checked, summed in windows and covered by timers; the lines
 * that come of it are counted and, if there is a Kafka, written to it in transactions, each with
 * the moments at which the attempt that made it and the one that committed it began.
 */
public final class ExactlyOnceJob {
  /** Of the sink, so many that every subtask has some; its topic needs as many partitions. */
  public static final int SHARDS = 3;

  private static final int RECORDS_PER_SHARD = 100;

  /** A producer whose predecessor left a transaction open asks again until it is aborted. */
  private static final Map<String, Object> PRODUCER = Map.of("retry.backoff.ms", 20L);

  private static final Duration LONGEST_WAIT = Duration.millis(50);

  private ExactlyOnceJob() {}

  /** Runs the job to its end and prints what it counted. */
  public static void main(String[] args) {
    PipelineOptionsFactory.register(ExactlyOnceOptions.class);
    ExactlyOnceOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(ExactlyOnceOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<String> lines = lines(pipeline, options);
    PCollection<ProducerRecord<Long, String>> records =
        lines
            .apply("Count and mark", ParDo.of(new CountAndMarkFn(options.getTopic())))
            .setCoder(ProducerRecordCoder.of(VarLongCoder.of(), StringUtf8Coder.of()));
    if (!options.getBootstrapServers().isEmpty()) {
      records.apply("Write", WithoutRunnerCheck.of(write(options)));
    }
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    System.out.printf(
        "exactly-once: %d numbers in order, %d lines%n",
        counter(result, ContiguityFn.class, "inOrder"),
        counter(result, CountAndMarkFn.class, "lines"));
  }

  private static PCollection<String> lines(Pipeline pipeline, ExactlyOnceOptions options) {
    PCollection<KV<Long, Long>> numbers = pipeline.apply("Numbers", Read.from(source(options)));
    PCollection<String> checked =
        numbers.apply("Check", ParDo.of(new ContiguityFn(options.getNumbersPerKey())));
    PCollection<String> sums =
        numbers
            .apply("Sums", new WindowSums())
            .apply("To global window", Window.into(new GlobalWindows()));
    return PCollectionList.of(checked)
        .and(sums)
        .apply("Lines", Flatten.pCollections())
        .setCoder(StringUtf8Coder.of());
  }

  private static SequenceSource source(ExactlyOnceOptions options) {
    SequenceSource source =
        new SequenceSource(options.getKeys(), options.getNumbersPerKey(), options.getPerSecond());
    return options.getLoseOneAfterRestore() ? source.losingOneAfterRestore() : source;
  }

  private static KafkaIO.WriteRecords<Long, String> write(ExactlyOnceOptions options) {
    return KafkaIO.<Long, String>writeRecords()
        .withBootstrapServers(options.getBootstrapServers())
        .withTopic(options.getTopic())
        .withKeySerializer(LongSerializer.class)
        .withValueSerializer(CommitMark.class)
        .withProducerConfigUpdates(PRODUCER)
        .withEOS(SHARDS, "exactly-once-" + options.getJobName())
        .withEOSTriggerConfig(RECORDS_PER_SHARD, LONGEST_WAIT);
  }

  private static long counter(PipelineResult result, Class<?> namespace, String name) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.named(namespace, name)).build();
    long sum = 0;
    for (MetricResult<Long> counter : result.metrics().queryMetrics(filter).getCounters()) {
      sum += Objects.requireNonNull(counter.getCommitted());
    }
    return sum;
  }

  /** Gives every line the moment at which this attempt began, which tells attempts apart. */
  static final class CountAndMarkFn extends DoFn<String, ProducerRecord<Long, String>> {
    private static final long serialVersionUID = 1;

    private final Counter lines = Metrics.counter(CountAndMarkFn.class, "lines");
    private final String topic;
    private transient long begunMillis;

    CountAndMarkFn(String topic) {
      this.topic = topic;
    }

    @Setup
    public void setup() {
      begunMillis = System.currentTimeMillis();
      CommitMark.attemptBegins(begunMillis);
    }

    @ProcessElement
    public void process(@Element String line, OutputReceiver<ProducerRecord<Long, String>> out) {
      lines.inc();
      out.output(new ProducerRecord<>(topic, begunMillis, line));
    }
  }
}
