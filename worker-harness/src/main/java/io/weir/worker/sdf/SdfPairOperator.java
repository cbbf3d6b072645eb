package io.weir.worker.sdf;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.SdfPairPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.UserCode;
import java.io.IOException;
import org.apache.beam.runners.core.NullSideInputReader;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Pairs each element, once for each of its windows, with its initial restriction and the initial
 * state of its watermark estimator.
 *
 * <p>Thread: the subtask thread.
 */
public final class SdfPairOperator implements Operator {
  private final SplittableFn fn;
  private final Output output;
  private final InputWatermarks watermark;

  private SdfPairOperator(BeamJob job, OperatorContext context, DoFnBinding binding) {
    this.output = context.output(0);
    this.watermark = new InputWatermarks(context, 1);
    this.fn = new SplittableFn(job, binding, NullSideInputReader.empty(), NoOutputs.INSTANCE);
  }

  /** The operator of the payload. */
  public static SdfPairOperator of(SdfPairPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    return new SdfPairOperator(job, context, DoFnBinding.of(job, payload.transform()));
  }

  @Override
  @SuppressWarnings("unchecked") // the element type is not known here
  public void process(int input, @Nullable Key key, Object element) {
    for (WindowedValue<Object> single : ((WindowedValue<Object>) element).explodeWindows()) {
      fn.run(() -> pair(single));
    }
  }

  private void pair(WindowedValue<Object> element) {
    fn.context().set(element);
    fn.arguments().setRestriction(null, null);
    Object restriction = fn.invoker().invokeGetInitialRestriction(fn.arguments());
    fn.arguments().setRestriction(restriction, null);
    Object state = fn.invoker().invokeGetInitialWatermarkEstimatorState(fn.arguments());
    try {
      output.emit(element.withValue(KV.of(element.getValue(), KV.of(restriction, state))));
    } catch (Exception e) {
      throw UserCode.sneaky(e);
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
