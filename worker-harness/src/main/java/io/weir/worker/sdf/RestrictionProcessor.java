package io.weir.worker.sdf;

import io.weir.engine.operator.OperatorContext;
import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.BeamElementRunner;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.pardo.TaggedOutputs;
import io.weir.worker.pardo.UserFn;
import io.weir.worker.sdf.SplitLimit.Residual;
import java.util.Optional;
import org.apache.beam.sdk.fn.splittabledofn.RestrictionTrackers;
import org.apache.beam.sdk.transforms.DoFn.ProcessContinuation;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.TruncateResult;
import org.apache.beam.sdk.transforms.splittabledofn.TimestampObservingWatermarkEstimator;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimator;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Calls a splittable DoFn for one restriction after another, each call in a bundle of its own.
 *
 * <p>Thread: the subtask thread.
 */
final class RestrictionProcessor implements WindowedValueMultiReceiver {
  private final OperatorContext context;
  private final TaggedOutputs outputs;
  private final SplittableFn fn;
  private final ElementRunner bundles;
  private @Nullable SplitLimit limit;
  private @Nullable TimestampObservingWatermarkEstimator<?> observer;

  RestrictionProcessor(
      BeamJob job,
      OperatorContext context,
      DoFnBinding binding,
      SideInputs sideInputs,
      UserFn fn,
      TaggedOutputs outputs) {
    this.context = context;
    this.outputs = outputs;
    this.fn = SplittableFn.of(job, binding, fn, sideInputs.reader(), this);
    this.bundles =
        new BeamElementRunner(
            job, binding, sideInputs.reader(), outputs, fn.finalizers().finalizer());
  }

  @Override
  public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
    if (observer != null) {
      observer.observeTimestamp(value.getTimestamp());
    }
    outputs.output(tag, value);
    if (limit != null) {
      limit.countOutput();
    }
  }

  /** Processes the restriction as far as the limits and the DoFn go; answers what is left. */
  Optional<PendingRestriction> process(PendingRestriction restriction) {
    Result result = new Result();
    fn.fn().run(() -> result.left = invoke(restriction));
    return Optional.ofNullable(result.left);
  }

  /** The job is drained: answers what of the restriction is still to be processed, if anything. */
  Optional<PendingRestriction> truncate(PendingRestriction restriction) {
    Result result = new Result();
    fn.fn().run(() -> result.left = invokeTruncate(restriction));
    return Optional.ofNullable(result.left);
  }

  private @Nullable PendingRestriction invokeTruncate(PendingRestriction restriction) {
    RestrictionArguments arguments = fn.arguments();
    turnTo(restriction);
    arguments.setTracker(fn.invoker().invokeNewTracker(arguments));
    TruncateResult<?> result = fn.invoker().invokeTruncateRestriction(arguments);
    Object left = result == null ? null : result.getTruncatedRestriction();
    return left == null ? null : restriction.truncated(left);
  }

  private void turnTo(PendingRestriction restriction) {
    fn.context().set(restriction.element().withValue(restriction.value()));
    fn.arguments().setRestriction(restriction.restriction(), restriction.estimatorState());
  }

  private @Nullable PendingRestriction invoke(PendingRestriction restriction) {
    DoFnInvoker<Object, Object> invoker = fn.invoker();
    RestrictionArguments arguments = fn.arguments();
    turnTo(restriction);
    RestrictionTracker<Object, Object> tracker = invoker.invokeNewTracker(arguments);
    arguments.setTracker(tracker);
    WatermarkEstimator<Object> estimator = invoker.invokeNewWatermarkEstimator(arguments);
    arguments.setEstimator(estimator);
    SplitLimit newLimit = new SplitLimit(context, tracker, estimator);
    arguments.setTracker(RestrictionTrackers.observe(tracker, newLimit));

    bundles.startBundle();
    limit = newLimit;
    observer = estimator instanceof TimestampObservingWatermarkEstimator<?> o ? o : null;
    ProcessContinuation continuation = invoker.invokeProcessElement(arguments);
    limit = null;
    observer = null;
    Residual residual = continuation.shouldResume() ? newLimit.split() : newLimit.residual();
    tracker.checkDone();
    bundles.finishBundle();
    return residual == null ? null : left(restriction, continuation, residual);
  }

  private PendingRestriction left(
      PendingRestriction restriction, ProcessContinuation continuation, Residual residual) {
    long resumeAtMs =
        continuation.shouldResume()
            ? context.clock().currentMillis() + continuation.resumeDelay().getMillis()
            : Long.MIN_VALUE;
    return restriction.residual(
        residual.restriction(), residual.estimatorState(), resumeAtMs, residual.watermark());
  }

  private static final class Result {
    private @Nullable PendingRestriction left;
  }
}
