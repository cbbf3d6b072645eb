package io.weir.worker.pardo;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import org.jspecify.annotations.Nullable;

/** Stands for an operator until the test has made one. */
final class NoOperator implements Operator {
  @Override
  public void process(int input, @Nullable Key key, Object element) {}

  @Override
  public void onWatermark(int input, long watermark) {}

  @Override
  public long outputWatermark() {
    return 0;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    return SnapshotStep.DONE;
  }

  @Override
  public void close() {}
}
