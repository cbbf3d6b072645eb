package io.weir.engine.operator;

import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;

/**
 * What an operator sees of its subtask, as another context shows it; those that extend it differ in
 * something.
 *
 * <p>Thread: the subtask thread, but {@link #wake} from any thread.
 */
public abstract class ForwardingOperatorContext implements OperatorContext {
  private final OperatorContext context;

  /** Shows what the other context shows. */
  protected ForwardingOperatorContext(OperatorContext context) {
    this.context = context;
  }

  @Override
  public OperatorLocation location() {
    return context.location();
  }

  @Override
  public Output output(int port) {
    return context.output(port);
  }

  @Override
  public KeyedStateBackend keyedState() {
    return context.keyedState();
  }

  @Override
  public OperatorStateStore operatorState() {
    return context.operatorState();
  }

  @Override
  public BroadcastStateStore broadcastState() {
    return context.broadcastState();
  }

  @Override
  public boolean isRestored() {
    return context.isRestored();
  }

  @Override
  public long initialWatermark(int input) {
    return context.initialWatermark(input);
  }

  @Override
  public long leadingWatermark(int input) {
    return context.leadingWatermark(input);
  }

  @Override
  public Clock clock() {
    return context.clock();
  }

  @Override
  public void wakeAt(long processingTimeMs) {
    context.wakeAt(processingTimeMs);
  }

  @Override
  public boolean mustYield() {
    return context.mustYield();
  }

  @Override
  public void wake() {
    context.wake();
  }
}
