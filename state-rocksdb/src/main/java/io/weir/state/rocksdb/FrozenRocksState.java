package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the database and, over it, what was written to the frozen state since: on the heap,
 * and no more than the object caches held at the barrier.
 *
 * <p>Thread: one at a time.
 */
final class FrozenRocksState implements FrozenKeyedState {
  private final KeyGroupRange keyGroups;
  private final Database database;
  private final Database.@Nullable View view;
  private final MemoryKeyedStateBackend changes;
  private final Map<String, FrozenTable> tables = new TreeMap<>();

  FrozenRocksState(KeyGroupRange keyGroups, Set<String> tableNames, Database database) {
    this.keyGroups = keyGroups;
    this.database = database;
    this.view = database.view();
    this.changes = new MemoryKeyedStateBackend(keyGroups);
    tableNames.forEach(this::table);
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
    return tables.computeIfAbsent(
        name, n -> new FrozenTable(database, view, new TableKeys(n, keyGroups), changes.table(n)));
  }

  @Override
  public void close() {
    if (view != null) {
      view.close();
    }
    changes.close();
  }
}
