package io.weir.runner.savepoint;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.RestoredFiles;
import io.weir.state.rocksdb.RocksKeyedStateBackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Keyed state of which a checkpoint holds files of RocksDB, in a database of its own in a temporary
 * directory.
 *
 * <p>Thread: one at a time; calls block.
 */
final class RestoredTables implements AutoCloseable {
  private static final long NATIVE_BYTES = 64L << 20;

  private final Path directory;
  private final RocksKeyedStateBackendProvider provider;
  private final KeyedStateBackend backend;
  private final TreeSet<String> names = new TreeSet<>();

  private RestoredTables(
      Path directory, RocksKeyedStateBackendProvider provider, KeyGroupRange keyGroups) {
    this.directory = directory;
    this.provider = provider;
    this.backend = provider.create("inspected", 0, keyGroups);
  }

  /**
   * The tables in the files.
   *
   * @throws IOException if a file is not one of RocksDB, or cannot be read, or is damaged; names it
   */
  static RestoredTables of(KeyGroupRange keyGroups, List<RestoredFiles> parts) throws IOException {
    Path directory = Files.createTempDirectory("weir-inspect-");
    RestoredTables tables =
        new RestoredTables(
            directory, RocksKeyedStateBackendProvider.open(directory, NATIVE_BYTES), keyGroups);
    try {
      tables.backend.restore(parts);
    } catch (IOException | RuntimeException e) {
      tables.close();
      throw e;
    }
    parts.forEach(part -> tables.names.addAll(part.tables()));
    return tables;
  }

  /** A table to change. */
  OrderedTable table(String name) {
    names.add(name);
    return backend.table(name);
  }

  /** Hands out all entries of all tables, those of a table and key group in order. */
  void forEach(Entries entries) {
    KeyGroupRange groups = backend.keyGroups();
    for (String name : names) {
      OrderedTable table = backend.table(name);
      for (int keyGroup = groups.first(); keyGroup < groups.end(); keyGroup++) {
        try (OrderedTable.Cursor cursor = table.scan(keyGroup, new byte[0], null)) {
          while (cursor.next()) {
            entries.next(name, cursor.key(), cursor.value());
          }
        }
      }
    }
  }

  @Override
  public void close() {
    backend.close();
    provider.close();
    // Nobody is told of a directory that cannot be removed: it is empty by now.
    var unused = directory.toFile().delete();
  }

  /** Takes entries. */
  @FunctionalInterface
  interface Entries {
    void next(String table, byte[] key, byte[] value);
  }
}
