package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import org.jspecify.annotations.Nullable;

/** An operator that loses its seventh element. */
final class LossyOperator implements Operator {
  private final Operator operator;
  private int elements;

  LossyOperator(Operator operator) {
    this.operator = operator;
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (++elements != 7) {
      operator.process(input, key, element);
    }
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    operator.onWatermark(input, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    return operator.advance();
  }

  @Override
  public long outputWatermark() {
    return operator.outputWatermark();
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    return operator.prepareBarrier();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) throws Exception {
    return operator.snapshot(context);
  }

  @Override
  public void close() {
    operator.close();
  }
}
