package io.weir.worker.pardo;

import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Setup and teardown of a DoFn instance: set up when made, torn down once, at the end or as soon as
 * the instance threw.
 *
 * <p>Thread: the subtask thread.
 */
public final class DoFnLifecycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DoFnLifecycle.class);

  private final String transform;
  private final DoFnInvoker<Object, Object> invoker;
  private boolean tornDown;

  private DoFnLifecycle(String transform, DoFnInvoker<Object, Object> invoker) {
    this.transform = transform;
    this.invoker = invoker;
  }

  /** Sets up the DoFn. When that throws, the DoFn has been torn down. */
  public static DoFnLifecycle setUp(
      String transform, DoFn<Object, Object> fn, PipelineOptions options) {
    return new DoFnLifecycle(transform, DoFnInvokers.tryInvokeSetupFor(fn, options));
  }

  /** Calls the DoFn's methods. */
  public DoFnInvoker<Object, Object> invoker() {
    return invoker;
  }

  /** Tears the DoFn down unless that was done; a failure is logged. */
  @Override
  public void close() {
    if (tornDown) {
      return;
    }
    tornDown = true;
    try {
      invoker.invokeTeardown();
    } catch (RuntimeException e) {
      LOG.warn("teardown of {} failed", transform, e);
    }
  }
}
