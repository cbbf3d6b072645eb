package io.weir.engine.operator;

import io.weir.engine.element.Key;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator that does what another does; those that extend it differ in something.
 *
 * <p>Thread: the subtask thread.
 */
public abstract class ForwardingOperator implements Operator {
  private final Operator operator;

  /** Hands every call on to the other operator. */
  protected ForwardingOperator(Operator operator) {
    this.operator = operator;
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    operator.process(input, key, element);
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
  public boolean isReadyForInput() {
    return operator.isReadyForInput();
  }

  @Override
  public boolean isIdle() {
    return operator.isIdle();
  }

  @Override
  public void announceCheckpoint(long checkpointId) throws Exception {
    operator.announceCheckpoint(checkpointId);
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
  public void checkpointCompleted(long checkpointId) throws Exception {
    operator.checkpointCompleted(checkpointId);
  }

  @Override
  public void drain() throws Exception {
    operator.drain();
  }

  @Override
  public boolean awaitsCheckpoint() {
    return operator.awaitsCheckpoint();
  }

  @Override
  public Optional<EventPlayer> player() {
    return operator.player();
  }

  @Override
  public boolean finish() throws Exception {
    return operator.finish();
  }

  @Override
  public byte @Nullable [] metrics() {
    return operator.metrics();
  }

  @Override
  public void close() {
    operator.close();
  }
}
