package io.weir.engine.state;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operator state on the heap. Thread: the subtask thread. */
public final class MemoryOperatorStateStore implements OperatorStateStore {
  private final Map<String, List<byte[]>> cells = new TreeMap<>();

  /** An empty store. */
  public MemoryOperatorStateStore() {}

  /** A store with the given cells, such as restored ones. */
  public MemoryOperatorStateStore(Map<String, List<byte[]>> cells) {
    cells.forEach(this::set);
  }

  @Override
  public List<byte[]> get(String cell) {
    return cells.getOrDefault(cell, List.of());
  }

  @Override
  public void set(String cell, List<byte[]> entries) {
    if (entries.isEmpty()) {
      cells.remove(cell);
    } else {
      cells.put(cell, List.copyOf(entries));
    }
  }

  /** All cells as they are now; later changes do not show in it. */
  public Map<String, List<byte[]>> copy() {
    return Map.copyOf(cells);
  }
}
