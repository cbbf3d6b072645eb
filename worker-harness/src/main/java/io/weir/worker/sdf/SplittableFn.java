package io.weir.worker.sdf;

import io.weir.worker.job.BeamJob;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.pardo.BundleFinalizers;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.DoFnLifecycle;
import io.weir.worker.pardo.ElementContext;
import io.weir.worker.pardo.TimestampCheck;
import io.weir.worker.pardo.UserCode;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a splittable DoFn that has been set up, with its metrics and finalizers.
 *
 * <p>Thread: the subtask thread.
 */
final class SplittableFn implements AutoCloseable {
  private final StepMetrics metrics;
  private final BundleFinalizers finalizers = new BundleFinalizers();
  private final DoFnLifecycle lifecycle;
  private final ElementContext context;
  private final RestrictionArguments arguments;

  SplittableFn(
      BeamJob job,
      DoFnBinding binding,
      SideInputReader sideInputs,
      WindowedValueMultiReceiver outputs) {
    this.metrics = new StepMetrics(binding.name());
    this.context =
        new ElementContext(binding, job.options(), sideInputs, TimestampCheck.ANY, outputs);
    this.arguments = new RestrictionArguments(binding, context, finalizers.finalizer());
    MetricsContainer before = metrics.enter();
    try {
      this.lifecycle = DoFnLifecycle.setUp(binding.name(), binding.fn(), job.options());
    } finally {
      metrics.leave(before);
    }
  }

  DoFnInvoker<Object, Object> invoker() {
    return lifecycle.invoker();
  }

  ElementContext context() {
    return context;
  }

  RestrictionArguments arguments() {
    return arguments;
  }

  BundleFinalizers finalizers() {
    return finalizers;
  }

  byte @Nullable [] metrics() {
    return metrics.encode();
  }

  /** Runs user code with its metrics; tears the instance down if it throws. */
  void run(Runnable userCode) {
    MetricsContainer before = metrics.enter();
    try {
      userCode.run();
    } catch (Throwable e) {
      lifecycle.close();
      throw UserCode.sneaky(UserCode.unwrap(e));
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
