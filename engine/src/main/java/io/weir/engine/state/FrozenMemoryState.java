package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import java.util.Map;
import java.util.Set;

/** Forks of the tables of a {@link MemoryKeyedStateBackend}. Thread: one at a time. */
final class FrozenMemoryState implements FrozenKeyedState {
  private final KeyGroupRange keyGroups;
  private final Map<String, MemoryTable> tables;

  FrozenMemoryState(KeyGroupRange keyGroups, Map<String, MemoryTable> tables) {
    this.keyGroups = keyGroups;
    this.tables = tables;
  }

  @Override
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  @Override
  public Set<String> tableNames() {
    return Set.copyOf(tables.keySet());
  }

  @Override
  public OrderedTable table(String name) {
    return tables.computeIfAbsent(name, n -> new MemoryTable(keyGroups));
  }

  @Override
  public void close() {
    tables.clear();
  }
}
