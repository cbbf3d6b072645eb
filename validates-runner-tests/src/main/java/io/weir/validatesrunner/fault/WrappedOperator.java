package io.weir.validatesrunner.fault;

import io.weir.engine.element.Key;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator that does what another does; those that extend it differ in something.
 *
 * <p>Thread: the subtask thread.
 */
abstract class WrappedOperator implements Operator {
  private final Operator wrapped;

  WrappedOperator(Operator wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    wrapped.process(input, key, element);
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    wrapped.onWatermark(input, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    return wrapped.advance();
  }

  @Override
  public long outputWatermark() {
    return wrapped.outputWatermark();
  }

  @Override
  public boolean isReadyForInput() {
    return wrapped.isReadyForInput();
  }

  @Override
  public boolean isIdle() {
    return wrapped.isIdle();
  }

  @Override
  public void announceCheckpoint(long checkpointId) throws Exception {
    wrapped.announceCheckpoint(checkpointId);
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    return wrapped.prepareBarrier();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) throws Exception {
    return wrapped.snapshot(context);
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    wrapped.checkpointCompleted(checkpointId);
  }

  @Override
  public void drain() throws Exception {
    wrapped.drain();
  }

  @Override
  public boolean awaitsCheckpoint() {
    return wrapped.awaitsCheckpoint();
  }

  @Override
  public Optional<EventPlayer> player() {
    return wrapped.player();
  }

  @Override
  public boolean finish() throws Exception {
    return wrapped.finish();
  }

  @Override
  public byte @Nullable [] metrics() {
    return wrapped.metrics();
  }

  @Override
  public void close() {
    wrapped.close();
  }
}
