package io.weir.validatesrunner;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/**
 * Executes nothing and says it is done: the suite is worth something only if it fails on this
 * runner.
 */
public final class NoOpRunner extends PipelineRunner<PipelineResult> {

  private NoOpRunner() {}

  /** Beam's factory method. */
  public static NoOpRunner fromOptions(PipelineOptions options) {
    return new NoOpRunner();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    return new Done();
  }

  private static final class Done implements PipelineResult {
    @Override
    public State getState() {
      return State.DONE;
    }

    @Override
    public State cancel() {
      return State.DONE;
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      return State.DONE;
    }

    @Override
    public State waitUntilFinish() {
      return State.DONE;
    }

    @Override
    public MetricResults metrics() {
      return new MetricResults() {
        @Override
        public MetricQueryResults queryMetrics(MetricsFilter filter) {
          return MetricQueryResults.create(
              List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
      };
    }
  }
}
