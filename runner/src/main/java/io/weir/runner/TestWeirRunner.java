package io.weir.runner;

import io.weir.engine.operator.OperatorFactoryProvider;
import io.weir.plan.WeirPipelineOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestPipelineOptions;
import org.hamcrest.MatcherAssert;
import org.jspecify.annotations.Nullable;

/**
 * The Weir runner for tests: waits for the job, checks that user code changes no elements, starts
 * no failed job again, and leaves Beam's metrics on, without which {@code PAssert} counts nothing.
 */
public final class TestWeirRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;
  private final UnaryOperator<OperatorFactoryProvider> wrap;

  private TestWeirRunner(PipelineOptions options, UnaryOperator<OperatorFactoryProvider> wrap) {
    this.options = options;
    this.wrap = wrap;
  }

  /** Called by Beam: {@code --runner=TestWeirRunner}. */
  public static TestWeirRunner fromOptions(PipelineOptions options) {
    options.as(WeirPipelineOptions.class).setMaxRestarts(0);
    return withOperators(options, UnaryOperator.identity());
  }

  /**
   * A runner for tests of what happens when operators fail: in embedded jobs there is something
   * around them, and failed jobs start again as often as {@code maxRestarts} says.
   *
   * @param wrap puts something around the factories of operators
   */
  public static TestWeirRunner withOperators(
      PipelineOptions options, UnaryOperator<OperatorFactoryProvider> wrap) {
    WeirPipelineOptions weirOptions = options.as(WeirPipelineOptions.class);
    weirOptions.setEnforceImmutability(true);
    weirOptions.setProgressIntervalMillis(0);
    return new TestWeirRunner(options, wrap);
  }

  /**
   * Runs the pipeline to its end.
   *
   * @throws PipelineExecutionException if it failed; the cause is what user code threw
   */
  @Override
  public PipelineResult run(Pipeline pipeline) {
    TestPipelineOptions testOptions = options.as(TestPipelineOptions.class);
    WeirPipelineResult result = WeirRunner.withOperators(options, wrap).run(pipeline);
    MatcherAssert.assertThat(result, testOptions.getOnCreateMatcher());
    long timeoutMs = TimeUnit.SECONDS.toMillis(timeoutSeconds(testOptions.getTestTimeoutSeconds()));
    PipelineResult.State state = result.waitUntilFinish(org.joda.time.Duration.millis(timeoutMs));
    if (state == null) {
      throw new PipelineExecutionException(
          new IllegalStateException("the job is not over after " + timeoutMs + " ms"));
    }
    MetricsEnvironment.setMetricsSupported(true);
    MatcherAssert.assertThat(result, testOptions.getOnSuccessMatcher());
    return result;
  }

  private static long timeoutSeconds(@Nullable Long given) {
    return given == null ? 900 : given;
  }

  @Override
  public String toString() {
    return "TestWeirRunner";
  }
}
