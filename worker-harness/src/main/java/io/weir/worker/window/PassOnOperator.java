package io.weir.worker.window;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.worker.job.InputWatermarks;
import org.jspecify.annotations.Nullable;

/**
 * Emits what it gets, from any port: Flatten, and what is left of a Reshuffle.
 *
 * <p>Thread: the subtask thread.
 */
public final class PassOnOperator implements Operator {
  private final Output output;
  private final InputWatermarks watermarks;

  /** An operator with the given number of input ports. */
  public PassOnOperator(OperatorContext context, int inputs) {
    this.output = context.output(0);
    this.watermarks = new InputWatermarks(context, inputs);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    output.emit(element);
  }

  @Override
  public void onWatermark(int input, long watermark) {
    watermarks.advance(input, watermark);
  }

  @Override
  public long outputWatermark() {
    return watermarks.least();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    return SnapshotStep.DONE;
  }

  @Override
  public void close() {}
}
