package io.weir.examples.weblog;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The main job: reads web server access logs and writes five CSV files.
 *
 * <p>Runs on Weir unless {@code --runner} says otherwise. {@code --help=WeblogOptions} lists its
 * options. Exit status: 0 = done, {@value #FAILED} = the job failed, {@value #BAD_OPTIONS} = bad
 * options or unreadable input; the first line on standard error then names the cause.
 */
public final class WeblogJob {
  /** Exit status of a job that failed or was cancelled. */
  static final int FAILED = 1;

  /** Exit status when the job was not started. */
  static final int BAD_OPTIONS = 2;

  /** Lines to generate when there is nothing to read. */
  static final long DEFAULT_LINES = 100_000;

  private WeblogJob() {}

  /** Runs the job and ends the process. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /**
   * Runs the job to its end.
   *
   * @param args options as on the command line
   * @param out where the summary goes
   * @param err where the cause of a failure goes
   * @return exit status
   */
  static int run(String[] args, PrintStream out, PrintStream err) {
    WeblogOptions options;
    try {
      options = options(args);
      InputCheck.check(options);
      if (options.getInput() == null && options.getGenerate() == null) {
        out.println(
            "weblog: no --input is given, so a log of " + DEFAULT_LINES + " lines is generated");
      }
    } catch (IllegalArgumentException e) {
      err.println("weblog: " + firstLine(e));
      return BAD_OPTIONS;
    }
    try {
      PipelineResult result = submit(options);
      return awaitEnd(result, options, out, err);
    } catch (BadOptionException e) {
      err.println("weblog: " + firstLine(e));
      return BAD_OPTIONS;
    } catch (PipelineExecutionException | UncheckedIOException e) {
      err.println("weblog: the job failed: " + e.getMessage());
      return FAILED;
    } catch (RuntimeException | IOException e) {
      err.println("weblog: the job failed: " + e);
      e.printStackTrace(err);
      return FAILED;
    }
  }

  /** Runners refuse the values of their own options here. */
  private static PipelineResult submit(WeblogOptions options) {
    Pipeline pipeline = WeblogPipeline.of(options);
    try {
      return pipeline.run();
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(e);
    }
  }

  private static int awaitEnd(
      PipelineResult result, WeblogOptions options, PrintStream out, PrintStream err)
      throws IOException {
    PipelineResult.State state = result.waitUntilFinish();
    TableFile.deleteLeftovers(options.getOutput());
    if (state != PipelineResult.State.DONE) {
      err.println("weblog: the job ended as " + state);
      return FAILED;
    }
    out.println(new JobSummary(result.metrics()).text(options.getOutput()));
    return 0;
  }

  private static WeblogOptions options(String[] args) {
    PipelineOptionsFactory.register(WeblogOptions.class);
    String[] all = DefaultRunner.addTo(args);
    for (String arg : all) {
      checkAlone(arg);
    }
    return PipelineOptionsFactory.fromArgs(all).withValidation().as(WeblogOptions.class);
  }

  /** Beam does not say which option has the value that it cannot read, so each is tried alone. */
  private static void checkAlone(String arg) {
    try {
      PipelineOptionsFactory.fromArgs(arg).as(WeblogOptions.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("bad option " + arg + ": " + firstLine(e), e);
    }
  }

  /** Messages of the JSON reader that Beam uses go on for lines about its own inner life. */
  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static final class BadOptionException extends IllegalArgumentException {
    BadOptionException(IllegalArgumentException refusal) {
      super(refusal.getMessage(), refusal);
    }
  }
}
