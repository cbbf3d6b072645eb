package io.weir.examples.weblog;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the rows that {@link WeblogStreamJob} commits, from the first one on. */
public final class WeblogWatch {
  /** What is watched, and how long. */
  public interface WatchOptions extends WeblogStreamOptions {
    /** Rows after which it ends; 0 = never. */
    @Description("Ends after so many rows; 0: never.")
    @Default.Long(0)
    long getRows();

    /** Sets the rows after which it ends. */
    void setRows(long rows);
  }

  private WeblogWatch() {}

  /** Prints until Ctrl-C. */
  public static void main(String[] args) {
    PipelineOptionsFactory.register(WatchOptions.class);
    try {
      watch(
          PipelineOptionsFactory.fromArgs(DefaultRunner.addTo(args))
              .withValidation()
              .as(WatchOptions.class),
          System.out);
    } catch (IllegalArgumentException e) {
      System.err.println("weblog-watch: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void watch(WatchOptions options, PrintStream out) {
    String prefix = options.getTopic() + "-";
    WeblogTopics.make(
        options.getBootstrapServers(),
        WeblogTopics.all(options.getTopic()),
        options.getPartitions());
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", options.getBootstrapServers(),
                "group.id", prefix + "watch-" + System.nanoTime(),
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(Pattern.compile(Pattern.quote(prefix) + "[a-z]+"));
      long rows = 0;
      while (options.getRows() == 0 || rows < options.getRows()) {
        for (ConsumerRecord<String, String> row : consumer.poll(Duration.ofSeconds(1))) {
          out.println(row.topic().substring(prefix.length()) + ": " + row.value());
          rows++;
        }
      }
    }
  }
}
