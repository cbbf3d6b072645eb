package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keyed state on the heap: for each table and key group a {@link CopyOnWriteTree}. Freezing costs a
 * fork of each tree, whatever the trees hold.
 *
 * <p>Thread: the subtask thread.
 */
public final class MemoryKeyedStateBackend implements KeyedStateBackend {
  private final KeyGroupRange keyGroups;
  private final Map<String, MemoryTable> tables = new TreeMap<>();

  /** An empty backend for the key groups. */
  public MemoryKeyedStateBackend(KeyGroupRange keyGroups) {
    this.keyGroups = keyGroups;
  }

  @Override
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  @Override
  public OrderedTable table(String name) {
    return tables.computeIfAbsent(name, n -> new MemoryTable(keyGroups));
  }

  @Override
  public TableView view(String name) {
    MemoryTable table = tables.get(name);
    return new MemoryTableView(table == null ? new MemoryTable(keyGroups) : table.fork());
  }

  @Override
  public FrozenKeyedState freeze() {
    Map<String, MemoryTable> frozen = new TreeMap<>();
    tables.forEach((name, table) -> frozen.put(name, table.fork()));
    return new FrozenMemoryState(keyGroups, frozen);
  }

  @Override
  public void close() {
    tables.clear();
  }
}
