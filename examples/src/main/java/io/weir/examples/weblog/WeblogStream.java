package io.weir.examples.weblog;

import io.weir.runner.WithoutRunnerCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.joda.time.Duration;

/** The streaming form of the weblog job: lines from a topic, and a topic for each table. */
final class WeblogStream {
  /** So long rows wait for others of their transaction. */
  private static final Duration BATCH_TIME = Duration.millis(500);

  private static final int BATCH_ROWS = 1000;

  private WeblogStream() {}

  /** Name of the topic that a table's rows go to. */
  static String topicOf(String topic, ResultTable table) {
    return topic + "-" + table.label();
  }

  /** A pipeline for {@code options}, whose topics are there. */
  static Pipeline of(WeblogStreamOptions options) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple parsed =
        pipeline
            .apply("Read lines", read(options))
            .apply("Lines", Values.create())
            .apply("Without the end", Filter.by(Objects::nonNull))
            .apply(
                "Parse",
                ParDo.of(new ParseLines())
                    .withOutputTags(ParseLines.HITS, TupleTagList.of(ParseLines.REJECTED)));
    PCollection<Hit> hits = parsed.get(ParseLines.HITS).setCoder(HitCoder.of());
    write(options, ResultTable.ERRORS, WeblogTables.errors(hits));
    write(options, ResultTable.TRAFFIC, WeblogTables.traffic(hits));
    write(options, ResultTable.TREND, WeblogTables.trend(hits));
    write(options, ResultTable.SESSIONS, WeblogTables.sessions(hits));
    write(
        options,
        ResultTable.REJECTED,
        parsed.get(ParseLines.REJECTED).setCoder(WriteTables.FIELDS_CODER));
    return pipeline;
  }

  private static PTransform<PBegin, PCollection<KV<String, String>>> read(
      WeblogStreamOptions options) {
    Duration disorder = Duration.standardSeconds(options.getMaxDisorderSeconds());
    return KafkaIO.<String, String>read()
        .withBootstrapServers(options.getBootstrapServers())
        .withTopic(options.getTopic())
        .withKeyDeserializerAndCoder(NoKey.class, StringUtf8Coder.of())
        .withValueDeserializerAndCoder(
            StringDeserializer.class, NullableCoder.of(StringUtf8Coder.of()))
        .withConsumerConfigUpdates(
            Map.of(
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "group.id", group(options, "input")))
        .commitOffsetsInFinalize()
        .withTimestampPolicyFactory(
            (partition, restored) -> LogTimePolicy.of(partition, restored, disorder))
        .withoutMetadata();
  }

  private static String group(WeblogStreamOptions options, String part) {
    return Objects.requireNonNull(options.getGroup()) + "-" + part;
  }

  /** Keys of log lines mean nothing, and may be missing. */
  public static final class NoKey implements Deserializer<String> {
    @Override
    public String deserialize(String topic, byte[] data) {
      return "";
    }
  }

  private static void write(
      WeblogStreamOptions options, ResultTable table, PCollection<List<String>> rows) {
    String topic = topicOf(options.getTopic(), table);
    PTransform<PCollection<ProducerRecord<String, String>>, PDone> sink =
        KafkaIO.<String, String>writeRecords()
            .withBootstrapServers(options.getBootstrapServers())
            .withTopic(topic)
            .withKeySerializer(StringSerializer.class)
            .withValueSerializer(StringSerializer.class)
            .withEOS(options.getPartitions(), group(options, table.label()))
            .withEOSTriggerConfig(BATCH_ROWS, BATCH_TIME);
    rows.apply("To " + table.label(), ParDo.of(new ToRecord(topic)))
        .setCoder(ProducerRecordCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Write " + table.label(), WithoutRunnerCheck.of(sink));
  }

  /** Rows as lines of CSV, whose key is their first field. */
  private static final class ToRecord extends DoFn<List<String>, ProducerRecord<String, String>> {
    private final String topic;

    ToRecord(String topic) {
      this.topic = topic;
    }

    @ProcessElement
    public void process(
        @Element List<String> row, OutputReceiver<ProducerRecord<String, String>> out) {
      out.output(new ProducerRecord<>(topic, row.get(0), CsvFormat.rowWithoutEnd(row)));
    }
  }
}
