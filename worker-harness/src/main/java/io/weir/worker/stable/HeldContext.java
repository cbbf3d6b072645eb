package io.weir.worker.stable;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;

/**
 * An operator's context in which the watermark of port 0 starts no later than elements that wait
 * before it want.
 *
 * @param context the context
 * @param hold the latest watermark that port 0 may start with
 */
record HeldContext(OperatorContext context, long hold) implements OperatorContext {
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
    long initial = context.initialWatermark(input);
    return input == 0 ? Math.min(initial, hold) : initial;
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
  public void wake() {
    context.wake();
  }
}
