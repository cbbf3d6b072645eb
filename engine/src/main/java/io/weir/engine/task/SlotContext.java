package io.weir.engine.task;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OperatorStateStore;
import io.weir.engine.time.Clock;
import java.util.List;

/**
 * What one operator sees of its subtask.
 *
 * @param location the operator's place
 * @param outputs its output ports
 * @param stores its state
 * @param isRestored whether the attempt started from a checkpoint
 * @param inputs its input watermarks
 * @param clock the worker's clock
 * @param wakeTimes takes the times at which it wants to be called
 * @param mailbox wakes the subtask
 */
record SlotContext(
    OperatorLocation location,
    List<Output> outputs,
    OperatorStores stores,
    boolean isRestored,
    InputPorts inputs,
    Clock clock,
    WakeTimes wakeTimes,
    Mailbox mailbox)
    implements OperatorContext {
  @Override
  public Output output(int port) {
    return outputs.get(port);
  }

  @Override
  public KeyedStateBackend keyedState() {
    return stores.keyed();
  }

  @Override
  public OperatorStateStore operatorState() {
    return stores.operatorState();
  }

  @Override
  public BroadcastStateStore broadcastState() {
    return stores.broadcast();
  }

  @Override
  public long initialWatermark(int input) {
    return inputs.merge(input).current();
  }

  @Override
  public long leadingWatermark(int input) {
    return inputs.merge(input).leading();
  }

  @Override
  public void wakeAt(long processingTimeMs) {
    wakeTimes.add(processingTimeMs);
  }

  @Override
  public boolean mustYield() {
    return mailbox.needsAttention();
  }

  @Override
  public void wake() {
    mailbox.wake();
  }
}
