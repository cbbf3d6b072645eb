package io.weir.engine.fake;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An operator that passes elements on to all its outputs and holds no watermark; tests override
 * what they look at.
 */
public class FakeOperator implements Operator {
  private final OperatorContext context;
  private final int outputs;
  private final long[] watermarks;

  /** An operator with so many ports. */
  public FakeOperator(OperatorContext context, int inputs, int outputs) {
    this.context = context;
    this.outputs = outputs;
    watermarks = new long[inputs];
    Arrays.setAll(watermarks, context::initialWatermark);
  }

  /** The operator's surroundings. */
  protected final OperatorContext context() {
    return context;
  }

  /** Emits to all outputs. */
  protected final void emit(Object element) throws Exception {
    for (int port = 0; port < outputs; port++) {
      context.output(port).emit(element);
    }
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    emit(element);
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    watermarks[input] = watermark;
  }

  @Override
  public long outputWatermark() {
    return Arrays.stream(watermarks).min().orElse(Watermark.MIN);
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    return SnapshotStep.DONE;
  }

  @Override
  public void close() {}
}
