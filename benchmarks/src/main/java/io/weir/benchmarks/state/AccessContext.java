package io.weir.benchmarks.state;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.MemoryBroadcastStateStore;
import io.weir.engine.state.MemoryOperatorStateStore;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;

/** The surroundings of an operator that runs alone, over the keyed state. */
record AccessContext(KeyedStateBackend keyedState) implements OperatorContext {
  @Override
  public OperatorLocation location() {
    return new OperatorLocation("job", "operator", 0, 1, StateAccess.KEY_GROUPS, 0);
  }

  @Override
  public Output output(int port) {
    return element -> {};
  }

  @Override
  public OperatorStateStore operatorState() {
    return new MemoryOperatorStateStore();
  }

  @Override
  public BroadcastStateStore broadcastState() {
    return new MemoryBroadcastStateStore();
  }

  @Override
  public boolean isRestored() {
    return false;
  }

  @Override
  public long initialWatermark(int input) {
    return Watermark.MIN;
  }

  @Override
  public long leadingWatermark(int input) {
    return Watermark.MIN;
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public void wakeAt(long processingTimeMs) {}

  @Override
  public boolean mustYield() {
    return false;
  }

  @Override
  public void wake() {}
}
