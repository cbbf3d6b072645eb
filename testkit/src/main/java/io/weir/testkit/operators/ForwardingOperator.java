package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands every call on: what tests extend to disturb an operator. Thread: the subtask thread. */
public abstract class ForwardingOperator implements Operator {
  private final Operator next;

  /** Hands calls on to the operator. */
  protected ForwardingOperator(Operator next) {
    this.next = next;
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    next.process(input, key, element);
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    next.onWatermark(input, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    return next.advance();
  }

  @Override
  public long outputWatermark() {
    return next.outputWatermark();
  }

  @Override
  public boolean isIdle() {
    return next.isIdle();
  }

  @Override
  public void announceCheckpoint(long checkpointId) throws Exception {
    next.announceCheckpoint(checkpointId);
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    return next.prepareBarrier();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) throws Exception {
    return next.snapshot(context);
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    next.checkpointCompleted(checkpointId);
  }

  @Override
  public boolean awaitsCheckpoint() {
    return next.awaitsCheckpoint();
  }

  @Override
  public Optional<EventPlayer> player() {
    return next.player();
  }

  @Override
  public boolean finish() throws Exception {
    return next.finish();
  }

  @Override
  public byte @Nullable [] metrics() {
    return next.metrics();
  }

  @Override
  public void close() {
    next.close();
  }
}
