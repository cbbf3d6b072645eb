package io.weir.worker.source;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.util.List;
import org.apache.beam.sdk.values.WindowedValues;
import org.jspecify.annotations.Nullable;

/**
 * A root that emits one empty byte array over the life of a job: once emitted, its snapshots say
 * so. Only subtask 0 emits.
 *
 * <p>Thread: the subtask thread.
 */
public final class ImpulseOperator implements Operator {
  private static final String EMITTED_CELL = "emitted";

  private final OperatorContext context;
  private final Output output;
  private boolean emitted;

  /** An impulse, which may have been emitted before the restored checkpoint. */
  public ImpulseOperator(OperatorContext context) {
    this.context = context;
    this.output = context.output(0);
    this.emitted =
        context.location().subtaskIndex() != 0
            || !context.operatorState().get(EMITTED_CELL).isEmpty();
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    throw new IllegalStateException("an impulse has no input");
  }

  @Override
  public void onWatermark(int input, long watermark) {}

  @Override
  public Progress advance() throws Exception {
    if (!emitted) {
      emitted = true;
      output.emit(WindowedValues.valueInGlobalWindow(new byte[0]));
    }
    return Progress.IDLE;
  }

  @Override
  public boolean finish() throws Exception {
    advance();
    return true;
  }

  @Override
  public long outputWatermark() {
    return emitted ? Watermark.MAX : Watermark.MIN;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    if (emitted && context.location().subtaskIndex() == 0) {
      context.operatorState().set(EMITTED_CELL, List.of(new byte[] {1}));
    }
    return SnapshotStep.DONE;
  }

  @Override
  public void close() {}
}
