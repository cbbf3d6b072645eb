package io.weir.worker.testing;

import io.weir.engine.element.KeyGroups;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorLocation;
import io.weir.engine.operator.Output;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.MemoryBroadcastStateStore;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.MemoryOperatorStateStore;
import io.weir.engine.state.OrderedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The context of one of several subtasks, with state that was dealt out to it at a restore. */
final class SubtaskContext implements OperatorContext {
  private final OperatorLocation location;
  private final FakeClock clock;
  private final boolean restored;
  private final MemoryKeyedStateBackend keyedState;
  private final MemoryOperatorStateStore operatorState;
  private final MemoryBroadcastStateStore broadcastState = new MemoryBroadcastStateStore();
  private final Map<Integer, Long> watermarks = new HashMap<>();
  private final TreeSet<Long> wakeTimes = new TreeSet<>();
  private final Map<Integer, List<Object>> emitted = new TreeMap<>();

  SubtaskContext(OperatorLocation location, FakeClock clock, List<SubtaskCut> restoreFrom) {
    this.location = location;
    this.clock = clock;
    this.restored = !restoreFrom.isEmpty();
    this.keyedState = new MemoryKeyedStateBackend(location.keyGroups());
    this.operatorState = new MemoryOperatorStateStore(dealtOut(location, restoreFrom));
    for (SubtaskCut cut : restoreFrom) {
      for (String table : cut.keyed().tableNames()) {
        copyKeyed(cut.keyed(), table);
      }
      cut.watermarks().forEach((port, watermark) -> watermarks.merge(port, watermark, Math::min));
    }
    if (restored) {
      FrozenKeyedState broadcast = restoreFrom.get(0).broadcast();
      for (String table : broadcast.tableNames()) {
        copy(broadcast.table(table), broadcastState.table(table), 0);
      }
    }
  }

  private static Map<String, List<byte[]>> dealtOut(
      OperatorLocation location, List<SubtaskCut> cuts) {
    Map<String, List<byte[]>> mine = new HashMap<>();
    int next = 0;
    for (SubtaskCut cut : cuts) {
      for (Map.Entry<String, List<byte[]>> cell : cut.operatorState().entrySet()) {
        for (byte[] entry : cell.getValue()) {
          if (next++ % location.parallelism() == location.subtaskIndex()) {
            mine.computeIfAbsent(cell.getKey(), key -> new ArrayList<>()).add(entry);
          }
        }
      }
    }
    return mine;
  }

  private void copyKeyed(FrozenKeyedState from, String table) {
    for (int group = from.keyGroups().first(); group < from.keyGroups().end(); group++) {
      if (keyedState.keyGroups().contains(group)) {
        copy(from.table(table), keyedState.table(table), group);
      }
    }
  }

  private static void copy(OrderedTable from, OrderedTable to, int keyGroup) {
    try (OrderedTable.Cursor cursor = from.scan(keyGroup, new byte[0], null)) {
      while (cursor.next()) {
        to.put(keyGroup, cursor.key(), cursor.value());
      }
    }
  }

  void delivered(int input, long watermark) {
    watermarks.put(input, watermark);
  }

  Map<Integer, Long> watermarks() {
    return Map.copyOf(watermarks);
  }

  List<Object> emitted(int port) {
    return emitted.computeIfAbsent(port, p -> new ArrayList<>());
  }

  /** Whether the operator asked to be called by now. */
  boolean removeDueWakeTimes() {
    var due = wakeTimes.headSet(clock.currentMillis(), true);
    boolean any = !due.isEmpty();
    due.clear();
    return any;
  }

  @Override
  public OperatorLocation location() {
    return location;
  }

  @Override
  public Output output(int port) {
    return emitted(port)::add;
  }

  @Override
  public KeyedStateBackend keyedState() {
    return keyedState;
  }

  @Override
  public MemoryOperatorStateStore operatorState() {
    return operatorState;
  }

  @Override
  public MemoryBroadcastStateStore broadcastState() {
    return broadcastState;
  }

  @Override
  public boolean isRestored() {
    return restored;
  }

  @Override
  public long initialWatermark(int input) {
    return watermarks.getOrDefault(input, Watermark.MIN);
  }

  @Override
  public long leadingWatermark(int input) {
    return Watermark.MIN;
  }

  @Override
  public FakeClock clock() {
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
    wakeTimes.add(clock.currentMillis());
  }

  /** Where subtask {@code index} runs. */
  static OperatorLocation location(int index, int parallelism, int maxParallelism) {
    if (KeyGroups.rangeOf(index, parallelism, maxParallelism).size() == 0) {
      throw new IllegalArgumentException("a subtask without key groups");
    }
    return new OperatorLocation("job", "operator", index, parallelism, maxParallelism, 0);
  }
}
