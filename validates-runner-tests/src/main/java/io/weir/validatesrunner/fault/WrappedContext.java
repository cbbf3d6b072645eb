package io.weir.validatesrunner.fault;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
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
abstract class WrappedContext implements OperatorContext {
  private final OperatorContext wrapped;

  WrappedContext(OperatorContext wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public OperatorLocation location() {
    return wrapped.location();
  }

  @Override
  public Output output(int port) {
    return wrapped.output(port);
  }

  @Override
  public KeyedStateBackend keyedState() {
    return wrapped.keyedState();
  }

  @Override
  public OperatorStateStore operatorState() {
    return wrapped.operatorState();
  }

  @Override
  public BroadcastStateStore broadcastState() {
    return wrapped.broadcastState();
  }

  @Override
  public boolean isRestored() {
    return wrapped.isRestored();
  }

  @Override
  public long initialWatermark(int input) {
    return wrapped.initialWatermark(input);
  }

  @Override
  public Clock clock() {
    return wrapped.clock();
  }

  @Override
  public void wakeAt(long processingTimeMs) {
    wrapped.wakeAt(processingTimeMs);
  }

  @Override
  public void wake() {
    wrapped.wake();
  }
}
