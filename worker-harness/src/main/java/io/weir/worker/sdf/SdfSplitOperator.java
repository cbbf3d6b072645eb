package io.weir.worker.sdf;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.SdfSplitPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import io.weir.worker.pardo.DoFnBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.NullSideInputReader;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Splits each restriction into parts and adds their sizes.
 *
 * <p>Thread: the subtask thread.
 */
public final class SdfSplitOperator implements Operator {
  private final SplittableFn fn;
  private final Output output;
  private final InputWatermarks watermark;

  private SdfSplitOperator(BeamJob job, OperatorContext context, DoFnBinding binding) {
    this.output = context.output(0);
    this.watermark = new InputWatermarks(context, 1);
    this.fn = new SplittableFn(job, binding, NullSideInputReader.empty(), NoOutputs.INSTANCE);
  }

  /** The operator of the payload. */
  public static SdfSplitOperator of(SdfSplitPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    return new SdfSplitOperator(job, context, DoFnBinding.of(job, payload.transform()));
  }

  @Override
  @SuppressWarnings("unchecked") // what the pair operator emits
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    WindowedValue<KV<Object, KV<Object, Object>>> pair =
        (WindowedValue<KV<Object, KV<Object, Object>>>) element;
    List<Object> sized = new ArrayList<>();
    fn.run(() -> split(pair, sized));
    for (Object part : sized) {
      output.emit(part);
    }
  }

  private void split(WindowedValue<KV<Object, KV<Object, Object>>> pair, List<Object> sized) {
    DoFnInvoker<Object, Object> invoker = fn.invoker();
    RestrictionArguments arguments = fn.arguments();
    Object value = pair.getValue().getKey();
    Object state = pair.getValue().getValue().getValue();
    fn.context().set(pair.withValue(value));
    List<Object> parts = new ArrayList<>();
    arguments.setRestriction(pair.getValue().getValue().getKey(), state);
    arguments.setTracker(invoker.invokeNewTracker(arguments));
    arguments.setRestrictionReceiver(new RestrictionReceiver(parts::add));
    invoker.invokeSplitRestriction(arguments);
    arguments.setRestrictionReceiver(null);
    for (Object part : parts) {
      arguments.setRestriction(part, state);
      arguments.setTracker(invoker.invokeNewTracker(arguments));
      double size = invoker.invokeGetSize(arguments);
      sized.add(pair.withValue(KV.of(KV.of(value, KV.of(part, state)), size)));
    }
  }

  @Override
  public void onWatermark(int input, long newWatermark) {
    watermark.advance(input, newWatermark);
  }

  @Override
  public long outputWatermark() {
    return watermark.least();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    return SnapshotStep.DONE;
  }

  @Override
  public byte @Nullable [] metrics() {
    return fn.metrics();
  }

  @Override
  public void close() {
    fn.close();
  }
}
