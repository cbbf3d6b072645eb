package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keyed state in a RocksDB of its own. Freezing takes a snapshot of the database, whatever it
 * holds.
 *
 * <p>Thread: subtask thread.
 */
final class RocksKeyedStateBackend implements KeyedStateBackend {
  private final KeyGroupRange keyGroups;
  private final Database database;
  private final Map<String, OrderedTable> tables = new TreeMap<>();

  RocksKeyedStateBackend(KeyGroupRange keyGroups, Database database) {
    this.keyGroups = keyGroups;
    this.database = database;
  }

  @Override
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  @Override
  public OrderedTable table(String name) {
    return tables.computeIfAbsent(name, n -> new RocksTable(database, new TableKeys(n, keyGroups)));
  }

  @Override
  public FrozenKeyedState freeze() {
    return new FrozenRocksState(keyGroups, tables.keySet(), database);
  }

  @Override
  public void close() {
    database.close();
  }
}
