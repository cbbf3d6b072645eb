package io.weir.worker.window;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.AssignWindowsPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import java.io.IOException;
import java.util.Collection;
import org.apache.beam.model.pipeline.v1.RunnerApi.WindowIntoPayload;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.construction.WindowingStrategyTranslation;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.jspecify.annotations.Nullable;

/**
 * Puts elements into the windows of a window function. An element that was in several windows is
 * one element in each of them, and is assigned anew for each.
 *
 * <p>Thread: the subtask thread.
 */
public final class AssignWindowsOperator implements Operator {
  private final WindowAssigner assigner;
  private final Output output;
  private final InputWatermarks watermark;

  private AssignWindowsOperator(WindowFn<?, ?> windowFn, OperatorContext context) {
    this.assigner = WindowAssigner.of(windowFn);
    this.output = context.output(0);
    this.watermark = new InputWatermarks(context, 1);
  }

  /** The operator of the payload. */
  public static AssignWindowsOperator of(
      AssignWindowsPayload payload, BeamJob job, OperatorContext context) throws IOException {
    WindowIntoPayload window =
        WindowIntoPayload.parseFrom(job.transform(payload.transform()).getSpec().getPayload());
    WindowFn<?, ?> windowFn = WindowingStrategyTranslation.windowFnFromProto(window.getWindowFn());
    return new AssignWindowsOperator(windowFn, context);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    WindowedValue<?> value = (WindowedValue<?>) element;
    for (BoundedWindow window : value.getWindows()) {
      Collection<? extends BoundedWindow> windows =
          assigner.assign(value.getValue(), value.getTimestamp(), window);
      output.emit(
          WindowedValues.of(
              value.getValue(),
              value.getTimestamp(),
              windows,
              value.getPaneInfo(),
              value.getRecordId(),
              value.getRecordOffset(),
              value.causedByDrain()));
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
  public void close() {}
}
