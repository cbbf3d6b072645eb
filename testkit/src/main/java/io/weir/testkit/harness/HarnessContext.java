package io.weir.testkit.harness;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.snapshot.RestoredOperator;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.MemoryBroadcastStateStore;
import io.weir.engine.state.MemoryOperatorStateStore;
import io.weir.engine.time.Clock;
import java.io.IOException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The surroundings of the operator in a harness. */
final class HarnessContext implements OperatorContext {
  private final OperatorLocation location;
  private final KeyedStateBackend keyed;
  private final MemoryOperatorStateStore operatorState;
  private final MemoryBroadcastStateStore broadcast = new MemoryBroadcastStateStore();
  private final @Nullable RestoredOperator restored;
  private final Clock clock;
  private final HarnessOutputs outputs;
  private final TreeSet<Long> wakeTimes = new TreeSet<>();
  private boolean woken;

  HarnessContext(
      OperatorLocation location,
      KeyedStateBackend keyed,
      @Nullable RestoredOperator restored,
      Clock clock,
      HarnessOutputs outputs)
      throws IOException {
    this.location = location;
    this.keyed = keyed;
    this.restored = restored;
    this.clock = clock;
    this.outputs = outputs;
    if (restored == null) {
      operatorState = new MemoryOperatorStateStore();
    } else {
      restored.loadKeyed(keyed);
      restored.loadBroadcast(broadcast);
      operatorState = new MemoryOperatorStateStore(restored.operatorState());
    }
  }

  @Override
  public OperatorLocation location() {
    return location;
  }

  @Override
  public Output output(int port) {
    return outputs.port(port);
  }

  @Override
  public KeyedStateBackend keyedState() {
    return keyed;
  }

  @Override
  public MemoryOperatorStateStore operatorState() {
    return operatorState;
  }

  @Override
  public MemoryBroadcastStateStore broadcastState() {
    return broadcast;
  }

  @Override
  public boolean isRestored() {
    return restored != null;
  }

  @Override
  public long initialWatermark(int input) {
    return restored == null ? Watermark.MIN : restored.inputWatermark(input);
  }

  @Override
  public long leadingWatermark(int input) {
    return Watermark.MIN;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void wakeAt(long processingTimeMs) {
    wakeTimes.add(processingTimeMs);
  }

  @Override
  public boolean mustYield() {
    return false;
  }

  @Override
  public void wake() {
    woken = true;
  }

  /** Forgets wake-ups that are due; true if there were any. */
  boolean takeWakeUps() {
    boolean any = woken || !wakeTimes.headSet(clock.currentMillis(), true).isEmpty();
    woken = false;
    wakeTimes.headSet(clock.currentMillis(), true).clear();
    return any;
  }
}
