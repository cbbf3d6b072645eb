package io.weir.testkit.sim;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;
import java.util.List;

/** Operator state that is empty whatever was restored. */
final class ForgetfulContext implements OperatorContext {
  private final OperatorContext next;

  ForgetfulContext(OperatorContext next) {
    this.next = next;
  }

  @Override
  public OperatorStateStore operatorState() {
    return new OperatorStateStore() {
      @Override
      public List<byte[]> get(String cell) {
        return List.of();
      }

      @Override
      public void set(String cell, List<byte[]> entries) {
        next.operatorState().set(cell, entries);
      }
    };
  }

  @Override
  public OperatorLocation location() {
    return next.location();
  }

  @Override
  public Output output(int port) {
    return next.output(port);
  }

  @Override
  public KeyedStateBackend keyedState() {
    return next.keyedState();
  }

  @Override
  public BroadcastStateStore broadcastState() {
    return next.broadcastState();
  }

  @Override
  public boolean isRestored() {
    return next.isRestored();
  }

  @Override
  public long initialWatermark(int input) {
    return next.initialWatermark(input);
  }

  @Override
  public Clock clock() {
    return next.clock();
  }

  @Override
  public void wakeAt(long processingTimeMs) {
    next.wakeAt(processingTimeMs);
  }

  @Override
  public void wake() {
    next.wake();
  }
}
