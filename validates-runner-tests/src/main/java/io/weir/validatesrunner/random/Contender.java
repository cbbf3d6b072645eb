package io.weir.validatesrunner.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;

/**
 * A runner with options, as random pipelines are run on it.
 *
 * @param name what it is called in reports
 * @param options pipeline options that choose and shape it
 */
record Contender(String name, List<String> options) {
  private static final Duration LONGEST = Duration.standardSeconds(60);

  /** Beam's own runner for tests, which decides what is right, unless it is known to be wrong. */
  static final Contender DIRECT =
      new Contender(
          "DirectRunner",
          List.of("--runner=DirectRunner", "--blockOnRun=false", "--targetParallelism=2"));

  PipelineOptions pipelineOptions() {
    return PipelineOptionsFactory.fromArgs(options.toArray(String[]::new)).create();
  }

  /** Runs the pipeline, and reports all that its collections held, or how it failed. */
  Outcome run(RandomPipeline random) throws IOException {
    Recording recording = new Recording(Files.createTempDirectory("weir-random-pipeline"));
    try {
      Pipeline pipeline = Pipeline.create(pipelineOptions());
      random.addTo(pipeline, recording);
      return run(pipeline, recording);
    } finally {
      delete(recording.directory());
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a runner throws is its result
  private static Outcome run(Pipeline pipeline, Recording recording) throws IOException {
    try {
      PipelineResult result = pipeline.run();
      PipelineResult.State state = result.waitUntilFinish(LONGEST);
      if (state == null || !state.isTerminal()) {
        result.cancel();
        return Outcome.failed("not over after " + LONGEST.getStandardSeconds() + " s");
      }
      return state == PipelineResult.State.DONE
          ? new Outcome("", recording.read())
          : Outcome.failed("ended as " + state);
    } catch (RuntimeException | AssertionError e) {
      return Outcome.failed(String.valueOf(e));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * What came of a run.
   *
   * @param failure how it failed; empty if it did not
   * @param collections what each collection held, sorted
   */
  record Outcome(String failure, Map<String, List<String>> collections) {
    /** Whether both failed for what the same user code, or Beam's own around it, threw. */
    boolean failedLike(Outcome other) {
      return !failure.isEmpty() && thrown(failure).equals(thrown(other.failure));
    }

    private static String thrown(String failure) {
      return failure.substring(failure.lastIndexOf("Exception: ") + 1);
    }

    static Outcome failed(String how) {
      return new Outcome(how, Map.of());
    }
  }
}
