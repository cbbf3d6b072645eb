package io.weir.worker.testing;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.BroadcastStateStore;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.MemoryBroadcastStateStore;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.MemoryOperatorStateStore;
import io.weir.engine.state.OperatorStateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A context with state in memory that collects what is emitted. */
public final class FakeOperatorContext implements OperatorContext {
  /** The number of key groups. */
  public static final int MAX_PARALLELISM = 8;

  private final Map<Integer, List<Object>> emitted = new TreeMap<>();
  private final FakeClock clock;
  private final KeyedStateBackend keyedState =
      new MemoryKeyedStateBackend(new KeyGroupRange(0, MAX_PARALLELISM));
  private final MemoryOperatorStateStore operatorState;
  private final BroadcastStateStore broadcastState = new MemoryBroadcastStateStore();
  private final boolean restored;
  private boolean mustYield;
  private long leadingWatermark = Watermark.MIN;
  private int demand = Integer.MAX_VALUE;

  /** A context without state. */
  public FakeOperatorContext() {
    this(new FakeClock(), new MemoryOperatorStateStore(), false);
  }

  private FakeOperatorContext(
      FakeClock clock, MemoryOperatorStateStore operatorState, boolean restored) {
    this.clock = clock;
    this.operatorState = operatorState;
    this.restored = restored;
  }

  /** A context with the operator state as it is now. */
  public FakeOperatorContext restored() {
    return new FakeOperatorContext(clock, new MemoryOperatorStateStore(operatorState.copy()), true);
  }

  /** From now on consumers wait for so many elements. */
  public void setDemand(int elements) {
    demand = elements;
  }

  /** From now on something else waits to be done. */
  public void interrupt() {
    mustYield = true;
  }

  /** What was emitted at the port so far. */
  public List<Object> emitted(int port) {
    return emitted.computeIfAbsent(port, p -> new ArrayList<>());
  }

  @Override
  public OperatorLocation location() {
    return new OperatorLocation("job", "operator", 0, 1, MAX_PARALLELISM, 0);
  }

  @Override
  public Output output(int port) {
    List<Object> elements = emitted(port);
    return new Output() {
      @Override
      public void emit(Object element) {
        elements.add(element);
        demand--;
      }

      @Override
      public boolean hasDemand() {
        return demand > 0;
      }
    };
  }

  @Override
  public KeyedStateBackend keyedState() {
    return keyedState;
  }

  @Override
  public OperatorStateStore operatorState() {
    return operatorState;
  }

  @Override
  public BroadcastStateStore broadcastState() {
    return broadcastState;
  }

  @Override
  public boolean isRestored() {
    return restored;
  }

  @Override
  public long initialWatermark(int input) {
    return Watermark.MIN;
  }

  /** The fastest sender's watermark, from now on. */
  public void leadingWatermarkIs(long watermark) {
    leadingWatermark = watermark;
  }

  @Override
  public long leadingWatermark(int input) {
    return leadingWatermark;
  }

  @Override
  public FakeClock clock() {
    return clock;
  }

  @Override
  public void wakeAt(long processingTimeMs) {}

  @Override
  public boolean mustYield() {
    return mustYield;
  }

  @Override
  public void wake() {}
}
