package io.weir.worker.pardo;

import io.weir.engine.time.Clock;
import io.weir.worker.metrics.StepMetrics;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.jspecify.annotations.Nullable;

/**
 * A DoFn instance that has been set up, with its metrics and finalizers. All calls of its code are
 * bracketed: they run with its metrics, and an instance that threw is dead and torn down, since
 * Beam forbids to use it again.
 *
 * <p>Thread: the subtask thread.
 */
public final class UserFn implements AutoCloseable {
  private final StepMetrics metrics;
  private final BundleFinalizers finalizers = new BundleFinalizers();
  private final DoFnLifecycle lifecycle;

  private UserFn(StepMetrics metrics, DoFnLifecycle lifecycle) {
    this.metrics = metrics;
    this.lifecycle = lifecycle;
  }

  /** Sets up the DoFn. When that throws, the DoFn has been torn down. */
  public static UserFn setUp(DoFnBinding binding, PipelineOptions options) {
    StepMetrics metrics = new StepMetrics(binding.name());
    MetricsContainer before = metrics.enter();
    try {
      return new UserFn(metrics, DoFnLifecycle.setUp(binding.name(), binding.fn(), options));
    } finally {
      metrics.leave(before);
    }
  }

  /** Calls the DoFn's methods; only inside the bracket. */
  public DoFnInvoker<Object, Object> invoker() {
    return lifecycle.invoker();
  }

  /** The metrics of its step. */
  public StepMetrics metrics() {
    return metrics;
  }

  /** The callbacks that it wants to be called when its bundles are durable. */
  public BundleFinalizers finalizers() {
    return finalizers;
  }

  /**
   * Opens the bracket, for the element path, which can do without an object for each call; answers
   * what {@link #leave} wants.
   */
  public @Nullable MetricsContainer enter() {
    return metrics.enter();
  }

  /** Inside the bracket: the instance threw. Answers what to throw on. */
  public RuntimeException failed(Throwable thrown) {
    lifecycle.close();
    return UserCode.sneaky(UserCode.unwrap(thrown));
  }

  /** Closes the bracket. */
  public void leave(@Nullable MetricsContainer before) {
    metrics.leave(before);
  }

  /** Runs code of the DoFn inside the bracket. */
  public void run(Runnable code) {
    MetricsContainer before = enter();
    try {
      code.run();
    } catch (Throwable e) {
      throw failed(e);
    } finally {
      leave(before);
    }
  }

  /** The checkpoint is durable: calls back for the bundles that it covers. */
  public void checkpointCompleted(long checkpointId, Clock clock) {
    run(() -> finalizers.completed(checkpointId, clock));
  }

  /** Tears the DoFn down unless that was done. */
  @Override
  public void close() {
    lifecycle.close();
  }
}
