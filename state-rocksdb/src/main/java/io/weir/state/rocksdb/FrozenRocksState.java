package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.FrozenFiles;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/**
 * A view of the database and, over it, what was written to the frozen state since: on the heap, and
 * no more than the object caches held at the barrier.
 *
 * <p>The database's files are not copied at the barrier but when they are asked for, on another
 * thread and later. So that costs the subtask nothing, and the files then contain most of what was
 * written to the frozen state, which was written to the working state as well. What the subtask has
 * changed since the barrier is undone beside the files, by a log that was kept. Before a change
 * that is too large for a log the subtask makes the copy itself.
 *
 * <p>Thread: one at a time, but for the copy.
 */
final class FrozenRocksState implements FrozenKeyedState {
  private final KeyGroupRange keyGroups;
  private final Database database;
  private final long leastShared;
  private final @Nullable DatabaseView view;
  private final ChangeLog log;
  private final MemoryKeyedStateBackend changes;
  private final Map<String, FrozenTable> tables = new TreeMap<>();
  private @Nullable Path copy;

  FrozenRocksState(
      KeyGroupRange keyGroups, Set<String> tableNames, Database database, long leastShared) {
    this.keyGroups = keyGroups;
    this.database = database;
    this.leastShared = leastShared;
    this.view = DatabaseView.of(database);
    this.log = database.startLog(this::copyNow);
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
        name, n -> new FrozenTable(view, new TableKeys(n, keyGroups), changes.table(n), log));
  }

  /** Copies the files, unless that was done or is not worth while. On either thread. */
  private synchronized void copyNow() {
    RocksDB db = database.ifOpen();
    if (copy == null && !log.isGivenUp()) {
      if (view == null || db == null || database.sizeBytes() < leastShared) {
        log.giveUp();
      } else {
        copy = database.copy(db);
      }
    }
    database.stop(log);
  }

  @Override
  public Optional<FrozenFiles> files() throws IOException {
    copyNow();
    Path directory = copy;
    if (directory == null || log.isGivenUp()) {
      return Optional.empty();
    }
    FileCopy files = FileCopy.of(directory, database.storedFiles());
    MemoryKeyedStateBackend written = new MemoryKeyedStateBackend(keyGroups);
    MemoryKeyedStateBackend removed = new MemoryKeyedStateBackend(keyGroups);
    log.keys().forEach(key -> undo(key, written, removed));
    log.removedRanges().forEach(range -> range.copy(this::table, written::table));
    return Optional.of(
        new FrozenFiles(
            RocksKeyedStateBackendProvider.NAME,
            RocksKeyedStateBackend.FORM,
            files.tables(),
            files.metadata(),
            written.freeze(),
            removed.freeze()));
  }

  private void undo(
      WholeKey key, MemoryKeyedStateBackend written, MemoryKeyedStateBackend removed) {
    byte[] ownKey = key.ownKey();
    byte[] value = table(key.table()).get(key.keyGroup(), ownKey);
    if (value == null) {
      removed.table(key.table()).put(key.keyGroup(), ownKey, FrozenTable.REMOVED);
    } else {
      written.table(key.table()).put(key.keyGroup(), ownKey, value);
    }
  }

  @Override
  public synchronized void close() {
    log.giveUp();
    database.stop(log);
    if (view != null) {
      view.close();
    }
    changes.close();
    Path directory = copy;
    if (directory != null) {
      copy = null;
      Directories.delete(directory);
    }
  }
}
