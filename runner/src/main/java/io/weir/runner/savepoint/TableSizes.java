package io.weir.runner.savepoint;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.graph.Bytes;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.RestoredFiles;
import io.weir.engine.state.TableView;
import io.weir.worker.state.CellName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes keyed state as a backend does when it is restored, and keeps nothing of it but counts. So
 * whatever can be restored can be counted, and state of any size. Files of RocksDB only make sense
 * together, so they are restored to a temporary directory first, and counted there.
 *
 * <p>Thread: one at a time; closing it removes the directory.
 */
final class TableSizes implements KeyedStateBackend {
  private final KeyGroupRange keyGroups;
  private final Map<String, Size> sizes = new TreeMap<>();
  private Bytes lastKey = Bytes.EMPTY;
  private String lastCell = "";
  private @Nullable RestoredTables restored;

  TableSizes(int maxParallelism) {
    this.keyGroups = new KeyGroupRange(0, maxParallelism);
  }

  /**
   * How much there is of something.
   *
   * @param keys the number of keys; 0 for tables that are not divided by key
   * @param entries the number of entries
   * @param bytes the bytes of keys and values
   */
  record Size(long keys, long entries, long bytes) {
    static final Size NONE = new Size(0, 0, 0);

    Size plus(long moreKeys, long moreEntries, long moreBytes) {
      return new Size(keys + moreKeys, entries + moreEntries, bytes + moreBytes);
    }
  }

  /** The sizes by state id for cells of user code, else by the name of the table. */
  Map<String, Size> sizes() {
    if (restored != null) {
      sizes.clear();
      restored.forEach(this::count);
    }
    return sizes;
  }

  @Override
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  @Override
  public void restore(List<RestoredFiles> parts) throws IOException {
    if (!parts.isEmpty()) {
      restored = RestoredTables.of(keyGroups, parts);
    }
  }

  @Override
  public OrderedTable table(String name) {
    return restored == null ? new CountedTable(name) : restored.table(name);
  }

  @Override
  public TableView view(String name) {
    throw new UnsupportedOperationException("only counts");
  }

  @Override
  public FrozenKeyedState freeze() {
    throw new UnsupportedOperationException("only counts");
  }

  @Override
  public void close() {
    if (restored != null) {
      restored.close();
    }
  }

  private void count(String table, byte[] key, byte[] value) {
    String name = table;
    long newKeys = 0;
    if (table.equals(CellName.TABLE)) {
      CellName cell = CellName.read(key);
      name = cell.id();
      // Entries come in order, so those of a key follow each other.
      newKeys = name.equals(lastCell) && lastKey.equals(cell.key()) ? 0 : 1;
      lastCell = name;
      lastKey = cell.key();
    }
    long bytes = (long) key.length + value.length;
    sizes.put(name, sizes.getOrDefault(name, Size.NONE).plus(newKeys, 1, bytes));
  }

  private final class CountedTable implements OrderedTable {
    private final String name;

    CountedTable(String name) {
      this.name = name;
    }

    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      count(name, key, value);
    }

    @Override
    public byte[] get(int keyGroup, byte[] key) {
      throw new UnsupportedOperationException("only counts");
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      throw new UnsupportedOperationException("only counts");
    }

    @Override
    public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
      throw new UnsupportedOperationException("only counts");
    }

    @Override
    public Cursor scan(int keyGroup, byte[] from, byte @Nullable [] to) {
      throw new UnsupportedOperationException("only counts");
    }
  }
}
