package io.weir.worker.sdf;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.SdfSplitPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.PushedBack;
import io.weir.worker.pardo.SideInputRetry;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.pardo.SideInputsMaker;
import io.weir.worker.pardo.UserFn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Pairs each element, once for each of its windows, with its initial restriction and the initial
 * state of its watermark estimator, splits the restriction into parts and adds their sizes.
 *
 * <p>Thread: the subtask thread.
 */
public final class SdfSplitOperator implements Operator {
  private final SideInputs sideInputs;
  private final PushedBack pushedBack;
  private final SideInputRetry retry;
  private final SplittableFn fn;
  private final Output output;
  private final InputWatermarks watermark;

  private SdfSplitOperator(
      BeamJob job, OperatorContext context, DoFnBinding binding, SideInputs sideInputs)
      throws IOException {
    this.sideInputs = sideInputs;
    this.pushedBack =
        new PushedBack(context, binding.inputCoder(), job.windowCoder(binding.inputPCollection()));
    this.retry = new SideInputRetry(sideInputs, this::retryPushedBack);
    this.output = context.output(0);
    this.watermark = new InputWatermarks(context, 1);
    UserFn userFn = UserFn.setUp(binding, job.options());
    this.fn = SplittableFn.of(job, binding, userFn, sideInputs.reader(), NoOutputs.INSTANCE);
  }

  /** Makes operators of the payload, with side inputs of the given kind. */
  public static SdfSplitOperator of(
      SdfSplitPayload payload, BeamJob job, OperatorContext context, SideInputsMaker sideInputs)
      throws Exception {
    DoFnBinding binding = DoFnBinding.of(job, payload.transform());
    SideInputs made = sideInputs.makeAny(job, context, binding, payload.sideInputTags());
    return new SdfSplitOperator(job, context, binding, made);
  }

  @Override
  @SuppressWarnings("unchecked") // the element type is not known here
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (input > 0) {
      retry.process(input - 1, element);
    } else {
      WindowedValue<Object> main = (WindowedValue<Object>) element;
      retry.before(main);
      splitReady(main);
    }
  }

  private void splitReady(WindowedValue<Object> element) throws Exception {
    for (WindowedValue<Object> ready : pushedBack.keepUnready(element, sideInputs)) {
      List<Object> sized = new ArrayList<>();
      fn.fn().run(() -> split(ready, sized));
      for (Object part : sized) {
        output.emit(part);
      }
    }
  }

  private void split(WindowedValue<Object> element, List<Object> sized) {
    DoFnInvoker<Object, Object> invoker = fn.invoker();
    RestrictionArguments arguments = fn.arguments();
    fn.context().set(element);
    arguments.setRestriction(null, null);
    Object restriction = invoker.invokeGetInitialRestriction(arguments);
    arguments.setRestriction(restriction, null);
    Object state = invoker.invokeGetInitialWatermarkEstimatorState(arguments);
    arguments.setRestriction(restriction, state);
    arguments.setTracker(invoker.invokeNewTracker(arguments));
    List<Object> parts = new ArrayList<>();
    arguments.setRestrictionReceiver(new RestrictionReceiver(parts::add));
    invoker.invokeSplitRestriction(arguments);
    arguments.setRestrictionReceiver(null);
    for (Object part : parts) {
      arguments.setRestriction(part, state);
      arguments.setTracker(invoker.invokeNewTracker(arguments));
      double size = invoker.invokeGetSize(arguments);
      sized.add(element.withValue(KV.of(KV.of(element.getValue(), KV.of(part, state)), size)));
    }
  }

  @Override
  public void onWatermark(int input, long newWatermark) throws Exception {
    if (input > 0) {
      retry.onWatermark(input - 1, newWatermark);
    } else {
      watermark.advance(0, newWatermark);
      sideInputs.onMainWatermark(outputWatermark());
    }
  }

  @Override
  public Progress advance() throws Exception {
    retry.runIfDue();
    return Progress.IDLE;
  }

  private void retryPushedBack() throws Exception {
    for (WindowedValue<Object> element : pushedBack.takeAll()) {
      splitReady(element);
    }
  }

  @Override
  public boolean finish() {
    return pushedBack.isEmpty();
  }

  @Override
  public long outputWatermark() {
    return Math.min(watermark.least(), pushedBack.hold());
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) throws Exception {
    pushedBack.snapshot();
    sideInputs.snapshot();
    return SnapshotStep.DONE;
  }

  @Override
  public byte @Nullable [] metrics() {
    return fn.fn().metrics().encode();
  }

  @Override
  public void close() {
    fn.fn().close();
    sideInputs.close();
  }
}
