package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.RestoredFiles;
import io.weir.engine.state.TableView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keyed state in a RocksDB of its own. Freezing takes a snapshot of the database, whatever it
 * holds.
 *
 * <p>Thread: subtask thread.
 */
final class RocksKeyedStateBackend implements KeyedStateBackend {
  /** The form of the files: RocksDB's, with keys as {@link TableKeys} has them. */
  static final String FORM = "rocksdb-1";

  private final KeyGroupRange keyGroups;
  private final Database database;
  private final long leastShared;
  private final Map<String, OrderedTable> tables = new TreeMap<>();

  /**
   * An empty backend.
   *
   * @param leastShared the size in bytes from which on checkpoints share the database's files
   */
  RocksKeyedStateBackend(KeyGroupRange keyGroups, Database database, long leastShared) {
    this.keyGroups = keyGroups;
    this.database = database;
    this.leastShared = leastShared;
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
  public TableView view(String name) {
    return SharedView.of(database, new TableKeys(name, keyGroups));
  }

  @Override
  public FrozenKeyedState freeze() {
    return new FrozenRocksState(keyGroups, tables.keySet(), database, leastShared);
  }

  @Override
  public void restore(List<RestoredFiles> parts) throws IOException {
    DatabaseRestore restore = new DatabaseRestore(database, keyGroups);
    for (RestoredFiles part : parts) {
      if (!part.form().equals(FORM)) {
        throw new IOException(
            "keyed state in the form of %s cannot be read by the backend %s"
                .formatted(part.form(), RocksKeyedStateBackendProvider.NAME));
      }
      part.tables().forEach(this::table);
    }
    restore.restore(parts);
  }

  @Override
  public void close() {
    database.close();
  }
}
