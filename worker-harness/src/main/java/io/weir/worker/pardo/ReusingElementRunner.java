package io.weir.worker.pardo;

import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * Processes elements with one context for all of them, where Beam's runner makes several objects
 * for each. Bundles are left to Beam's runner.
 *
 * <p>Thread: the subtask thread.
 */
final class ReusingElementRunner implements ElementRunner {
  private final DoFnInvoker<Object, Object> invoker;
  private final ElementContext context;
  private final ElementArguments arguments;
  private final ElementRunner bundles;
  private final boolean oneWindowAtATime;

  /**
   * A runner.
   *
   * @param bundles begins and ends bundles of the same DoFn instance
   * @param oneWindowAtATime whether the DoFn must see an element of several windows once for each
   */
  ReusingElementRunner(
      DoFnInvoker<Object, Object> invoker,
      ElementContext context,
      ElementArguments arguments,
      ElementRunner bundles,
      boolean oneWindowAtATime) {
    this.invoker = invoker;
    this.context = context;
    this.arguments = arguments;
    this.bundles = bundles;
    this.oneWindowAtATime = oneWindowAtATime;
  }

  @Override
  public void startBundle() {
    bundles.startBundle();
  }

  @Override
  public void process(WindowedValue<Object> element) {
    if (oneWindowAtATime && element.getWindows().size() != 1) {
      for (WindowedValue<Object> single : element.explodeWindows()) {
        invoke(single);
      }
    } else {
      invoke(element);
    }
  }

  private void invoke(WindowedValue<Object> element) {
    context.set(element);
    invoker.invokeProcessElement(arguments);
  }

  @Override
  public void finishBundle() {
    bundles.finishBundle();
  }
}
