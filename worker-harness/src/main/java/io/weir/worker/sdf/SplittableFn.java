package io.weir.worker.sdf;

import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementContext;
import io.weir.worker.pardo.TimestampCheck;
import io.weir.worker.pardo.UserFn;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;

/**
 * A splittable DoFn that has been set up, with the arguments of its methods.
 *
 * <p>Thread: the subtask thread.
 *
 * @param fn the instance
 * @param context what it sees of the element
 * @param arguments what it sees of the element and its restriction
 */
record SplittableFn(UserFn fn, ElementContext context, RestrictionArguments arguments) {

  /**
   * The DoFn of a binding.
   *
   * @param outputs takes what it emits
   */
  static SplittableFn of(
      BeamJob job,
      DoFnBinding binding,
      UserFn fn,
      SideInputReader sideInputs,
      WindowedValueMultiReceiver outputs) {
    ElementContext context =
        new ElementContext(binding, job.options(), sideInputs, TimestampCheck.ANY, outputs);
    return new SplittableFn(
        fn, context, new RestrictionArguments(binding, context, fn.finalizers().finalizer()));
  }

  /** Calls the DoFn's methods; only inside the bracket of the instance. */
  DoFnInvoker<Object, Object> invoker() {
    return fn.invoker();
  }
}
