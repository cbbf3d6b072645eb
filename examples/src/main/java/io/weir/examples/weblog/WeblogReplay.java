package io.weir.examples.weblog;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a log to a Kafka topic, line by line, at the pace at which the log was written or a
 * multiple of it. Lines go to the partitions in turn, each with its time as Kafka's timestamp.
 */
public final class WeblogReplay {
  /** Longer than any session's gap. */
  private static final long AFTER_END_MS = TimeUnit.HOURS.toMillis(1);

  private final ReplayOptions options;
  private final KafkaProducer<String, String> producer;
  private final int partitions;
  private final long startNanos = System.nanoTime();
  private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();
  private long firstMs = -1;
  private long latestMs;
  private long lines;

  private WeblogReplay(ReplayOptions options, KafkaProducer<String, String> producer) {
    this.options = options;
    this.producer = producer;
    this.partitions = producer.partitionsFor(options.getTopic()).size();
  }

  /** Replays and ends the process. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Replays; answers the exit status: 0 = all was sent, 1 = not so, 2 = bad options. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    PipelineOptionsFactory.register(ReplayOptions.class);
    try {
      ReplayOptions options =
          PipelineOptionsFactory.fromArgs(DefaultRunner.addTo(args))
              .withValidation()
              .as(ReplayOptions.class);
      WeblogTopics.make(
          options.getBootstrapServers(), List.of(options.getTopic()), options.getPartitions());
      out.println("weblog-replay: " + replay(options) + " lines sent to " + options.getTopic());
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(
          "weblog-replay: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return 2;
    } catch (IOException | UncheckedIOException | ExecutionException | InterruptedException e) {
      err.println("weblog-replay: " + e);
      return 1;
    }
  }

  private static long replay(ReplayOptions options)
      throws IOException, ExecutionException, InterruptedException {
    try (KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", options.getBootstrapServers(), "linger.ms", "5"),
                new StringSerializer(),
                new StringSerializer());
        Stream<String> log = log(options)) {
      WeblogReplay replay = new WeblogReplay(options, producer);
      for (String line : (Iterable<String>) log::iterator) {
        replay.send(line);
      }
      replay.end();
      return replay.lines;
    }
  }

  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  private static Stream<String> log(ReplayOptions options) throws IOException {
    String input = options.getInput();
    if (input != null) {
      return Files.lines(Path.of(input), StandardCharsets.UTF_8);
    }
    LogGenerator generator = new LogGenerator(options.getSeed());
    return LongStream.range(0, options.getGenerate()).mapToObj(generator::line);
  }

  /** Sends when it is time; a failure comes out at the end. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  private void send(String line) {
    if (LogLineParser.parse(line) instanceof Hit hit) {
      latestMs = Math.max(latestMs, TimeUnit.SECONDS.toMillis(hit.epochSecond()));
      firstMs = firstMs < 0 ? latestMs : firstMs;
      awaitTurn();
    }
    producer.send(
        record((int) (lines % partitions), line, latestMs),
        (metadata, failure) -> {
          if (failure != null) {
            firstFailure.compareAndSet(null, failure);
          }
        });
    lines++;
  }

  private void awaitTurn() {
    if (options.getSpeed() > 0) {
      long dueNanos = (long) ((latestMs - firstMs) / options.getSpeed() * 1_000_000);
      long left = dueNanos - (System.nanoTime() - startNanos);
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private void end() throws IOException, ExecutionException, InterruptedException {
    if (options.getEnd()) {
      for (int partition = 0; partition < partitions; partition++) {
        Future<?> sent = producer.send(record(partition, null, latestMs + AFTER_END_MS));
        sent.get();
      }
    }
    producer.flush();
    Exception failure = firstFailure.get();
    if (failure != null) {
      throw new IOException("a line was not taken", failure);
    }
  }

  private ProducerRecord<String, String> record(int partition, @Nullable String line, long timeMs) {
    return new ProducerRecord<>(options.getTopic(), partition, timeMs, null, line);
  }
}
