package io.weir.worker.view;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;

/** An operator's context with another output. */
record RedirectedContext(OperatorContext context, Output redirected) implements OperatorContext {
  @Override
  public OperatorLocation location() {
    return context.location();
  }

  @Override
  public Output output(int port) {
    return redirected;
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
