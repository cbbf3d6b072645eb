package io.weir.runner;

import io.weir.engine.control.JobId;
import io.weir.engine.operator.OperatorFactoryProvider;
import io.weir.engine.time.Clock;
import io.weir.plan.JobPlan;
import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import io.weir.plan.WeirPipelineOptions;
import io.weir.plan.state.SavedState;
import io.weir.runner.savepoint.Savepoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.metrics.MetricsOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsValidator;

/**
 * Runs Beam pipelines on Weir: on a cluster in this JVM, or on the cluster that {@code
 * --weirMaster} names.
 *
 * <p>{@link #run} returns when the job was submitted. An embedded job keeps the JVM alive until it
 * is over, and takes its code from the caller's context class loader.
 */
public final class WeirRunner extends PipelineRunner<WeirPipelineResult> {
  private final WeirPipelineOptions options;
  private final UnaryOperator<OperatorFactoryProvider> wrap;

  private WeirRunner(WeirPipelineOptions options, UnaryOperator<OperatorFactoryProvider> wrap) {
    this.options = options;
    this.wrap = wrap;
  }

  /** Called by Beam: {@code --runner=WeirRunner}. */
  public static WeirRunner fromOptions(PipelineOptions options) {
    return withOperators(options, UnaryOperator.identity());
  }

  /** A runner whose embedded jobs have something around their operators. */
  static WeirRunner withOperators(
      PipelineOptions options, UnaryOperator<OperatorFactoryProvider> wrap) {
    return new WeirRunner(
        PipelineOptionsValidator.validate(WeirPipelineOptions.class, options), wrap);
  }

  /**
   * Submits the pipeline.
   *
   * @throws io.weir.plan.UnsupportedPipelineException if something in it is not supported; names
   *     the transform
   * @throws IllegalArgumentException if an option is malformed; names the option
   */
  @Override
  public WeirPipelineResult run(Pipeline pipeline) {
    MetricsEnvironment.setMetricsSupported(true);
    RunnerApi.Pipeline proto = PipelineTranslator.toProto(pipeline);
    JobPlan plan = Planner.plan(proto, options, savedState());
    Optional<MetricsPush> push = MetricsPush.of(options.as(MetricsOptions.class));
    JobClient job = options.getDryRun() ? planOnly(plan) : submit(plan);
    JobConsole console =
        new JobConsole(
            job,
            options.getJobName(),
            options.getDryRun() ? 0 : options.getProgressIntervalMillis(),
            System.err,
            Clock.system());
    console.submitted(plan);
    return new WeirPipelineResult(job, JobFollower.start(job, console, push));
  }

  private Optional<SavedState> savedState() {
    String path = options.getSavepointPath();
    if (path == null || path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Savepoint.open(path).savedState());
    } catch (IOException e) {
      throw new UncheckedIOException("--savepointPath=" + path + ": " + e.getMessage(), e);
    }
  }

  private JobClient planOnly(JobPlan plan) {
    System.out.print(plan.explain());
    plan.stateChanges().forEach(System.out::println);
    return new PlannedJob(newId(), options.getJobName());
  }

  private static JobId newId() {
    return new JobId(UUID.randomUUID().toString().replace("-", ""));
  }

  private JobClient submit(JobPlan plan) {
    JobId id = newId();
    try {
      if (!plan.settings().weirMaster().isEmpty()) {
        return RemoteJob.start(id, options.getJobName(), plan);
      }
      return EmbeddedJob.start(id, options.getJobName(), plan, wrap);
    } catch (IOException e) {
      throw new UncheckedIOException("the job could not be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the job was submitted", e);
    }
  }

  @Override
  public String toString() {
    return "WeirRunner";
  }
}
