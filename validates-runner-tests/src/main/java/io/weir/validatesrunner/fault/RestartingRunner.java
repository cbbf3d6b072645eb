package io.weir.validatesrunner.fault;

import io.weir.engine.control.JobSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.operator.OperatorFactoryProvider;
import io.weir.plan.JobPayload;
import io.weir.plan.WeirPipelineOptions;
import io.weir.runner.TestWeirRunner;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.UserCodeException;

/**
 * Weir's runner for tests, which kills all subtasks of a job once: every root and every reader
 * stops after half of its elements, at least one, until a checkpoint is complete; then the job is
 * restored from it and runs on to its end.
 */
public final class RestartingRunner extends PipelineRunner<PipelineResult> {
  /**
   * A job that fails for another reason fails again soon; checkpoints in between would let it start
   * again for ever.
   */
  private static final int LAST_ATTEMPT = 1;

  private final WeirPipelineOptions options;

  private RestartingRunner(WeirPipelineOptions options) {
    this.options = options;
  }

  /** Beam's factory method. */
  public static RestartingRunner fromOptions(PipelineOptions options) {
    return new RestartingRunner(options.as(WeirPipelineOptions.class));
  }

  /**
   * Runs the pipeline to its end.
   *
   * @throws NotRestoredException if there was no restart
   */
  @Override
  public PipelineResult run(Pipeline pipeline) {
    RestartPlan plan = new RestartPlan();
    PipelineResult result = run(pipeline, plan);
    if (!plan.isDone()) {
      throw new NotRestoredException();
    }
    return result;
  }

  private PipelineResult run(Pipeline pipeline, RestartPlan plan) {
    try {
      return TestWeirRunner.withOperators(options, operators -> restarting(operators, plan))
          .run(pipeline);
    } catch (PipelineExecutionException e) {
      throw plan.failure().map(RestartingRunner::asTheRunnerThrows).orElse(e);
    }
  }

  private static PipelineExecutionException asTheRunnerThrows(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof UserCodeException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new PipelineExecutionException(cause);
  }

  private static OperatorFactoryProvider restarting(
      OperatorFactoryProvider operators, RestartPlan plan) {
    return (job, attempt) -> {
      if (attempt > LAST_ATTEMPT) {
        throw new IllegalStateException("it failed again after the restart on purpose");
      }
      OperatorFactory made = operators.create(job, attempt);
      return attempt == 0
          ? new WrappedFactory(made, gates(job, plan))
          : new WrappedFactory(made, (spec, context, original) -> noting(context, original, plan));
    };
  }

  private static OperatorWrap gates(JobSpec job, RestartPlan plan) {
    JobPayload payload = JobPayload.parse(job.payload());
    return (spec, context, original) -> gated(spec, context, original, payload, plan);
  }

  private static Operator gated(
      OperatorSpec spec,
      OperatorContext context,
      OperatorWrap.Original original,
      JobPayload payload,
      RestartPlan plan)
      throws Exception {
    Optional<Allowance> allowance = Allowance.of(spec, payload);
    return allowance.isPresent() && !isEmptyRoot(allowance.get(), context)
        ? GatedOperator.around(original, context, allowance.get(), plan)
        : original.in(context);
  }

  /** Only the first subtask of a root has elements. */
  private static boolean isEmptyRoot(Allowance allowance, OperatorContext context) {
    return allowance.atFirst() > 0 && context.location().subtaskIndex() != 0;
  }

  private static Operator noting(
      OperatorContext context, OperatorWrap.Original original, RestartPlan plan) throws Exception {
    if (context.isRestored()) {
      plan.restored();
    }
    return new NotingOperator(original.in(context), plan);
  }
}
