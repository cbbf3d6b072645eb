package io.weir.validatesrunner;

import io.weir.runner.TestWeirRunner;
import io.weir.validatesrunner.fault.RestartingRunner;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Restarts the jobs of all tests but those of {@code without-restart.csv}, which count attempts or
 * calls; for these it is the runner for tests as it is.
 */
public final class RestartSometimesRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;

  private RestartSometimesRunner(PipelineOptions options) {
    this.options = options;
  }

  /** Beam's factory method. */
  public static RestartSometimesRunner fromOptions(PipelineOptions options) {
    return new RestartSometimesRunner(options);
  }

  /** The tests that are run without a restart. */
  static Set<TestId> exempt() {
    return CsvResource.read("without-restart.csv").keySet();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    Optional<TestId> test = RunRecord.current().test();
    return test.isPresent() && exempt().contains(test.get())
        ? TestWeirRunner.fromOptions(options).run(pipeline)
        : RestartingRunner.fromOptions(options).run(pipeline);
  }
}
