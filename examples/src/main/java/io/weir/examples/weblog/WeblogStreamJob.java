package io.weir.examples.weblog;

import java.io.PrintStream;
import java.time.Instant;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.StreamingOptions;

/**
 * The weblog job on streams: lines from a Kafka topic, rows to a topic for each table, each row
 * once. Runs until it is cancelled. Exit status: 0 = ended or cancelled, 1 = the job failed, 2 =
 * bad options or no broker; the first line on standard error then names the cause.
 */
public final class WeblogStreamJob {
  private WeblogStreamJob() {}

  /** Runs the job and ends the process. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Runs the job until it is over; answers the exit status. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      WeblogStreamOptions options = options(args);
      PipelineResult result = start(options);
      out.println(
          "weblog-stream: reads topic " + options.getTopic() + " as --group=" + options.getGroup());
      PipelineResult.State state = result.waitUntilFinish();
      err.println("weblog-stream: the job ended as " + state);
      return 0;
    } catch (PipelineExecutionException e) {
      err.println("weblog-stream: the job failed: " + e.getMessage());
      return 1;
    } catch (IllegalArgumentException e) {
      err.println(
          "weblog-stream: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return 2;
    }
  }

  /** Starts the job, with its topics made. */
  static PipelineResult start(WeblogStreamOptions options) {
    options.as(StreamingOptions.class).setStreaming(true);
    if (options.getGroup() == null) {
      options.setGroup(options.getTopic() + "-" + Instant.now().toEpochMilli());
    }
    WeblogTopics.make(
        options.getBootstrapServers(),
        WeblogTopics.all(options.getTopic()),
        options.getPartitions());
    return WeblogStream.of(options).run();
  }

  private static WeblogStreamOptions options(String[] args) {
    PipelineOptionsFactory.register(WeblogStreamOptions.class);
    return PipelineOptionsFactory.fromArgs(DefaultRunner.addTo(args))
        .withValidation()
        .as(WeblogStreamOptions.class);
  }
}
