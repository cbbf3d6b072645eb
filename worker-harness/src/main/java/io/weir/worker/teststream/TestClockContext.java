package io.weir.worker.teststream;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;
import io.weir.worker.job.TestClock;

/** An operator's context in which time is that of a TestStream. */
public record TestClockContext(OperatorContext context, TestClock testClock)
    implements OperatorContext {
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
  public Clock clock() {
    return testClock;
  }

  @Override
  public void wakeAt(long processingTimeMs) {
    testClock.wakeAt(processingTimeMs, context::wake);
  }

  @Override
  public void wake() {
    context.wake();
  }
}
