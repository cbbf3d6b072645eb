package io.weir.worker.state;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cell cache for a few keys over state in memory, with barriers and restores. */
final class CellsUnderTest {
  private static final int KEY_GROUPS = 4;

  /** So few that keys leave the cache, and that collections of a few elements are large ones. */
  private static final long CACHE_BYTES = 2_000;

  private final long cacheBytes;
  private final Map<String, Instant> holds = new HashMap<>();
  private MemoryKeyedStateBackend backend =
      new MemoryKeyedStateBackend(new KeyGroupRange(0, KEY_GROUPS));
  private CellCache cache;
  private @Nullable FrozenKeyedState frozen;
  private SnapshotStep encoding = SnapshotStep.DONE;

  CellsUnderTest() {
    this(CACHE_BYTES);
  }

  CellsUnderTest(long cacheBytes) {
    this.cacheBytes = cacheBytes;
    this.cache = open();
  }

  private CellCache open() {
    return new CellCache(
        backend,
        new MapHolds(holds),
        new Namespaces(IntervalWindow.getCoder()),
        key -> new String(key.bytes(), StandardCharsets.UTF_8),
        CellCoders.AS_DECLARED,
        new CacheBudget(cacheBytes));
  }

  static Key key(String key) {
    return Key.of(key.getBytes(StandardCharsets.UTF_8), KEY_GROUPS);
  }

  KeyCells of(String key) {
    return cache.cellsOf(key(key));
  }

  void evict(String key) {
    cache.evict(key(key));
  }

  /** A barrier; what is frozen is encoded slice by slice, or before it is used again. */
  void freeze() throws Exception {
    encodeAll();
    frozen = backend.freeze();
    encoding = cache.freeze(frozen);
  }

  void encodeSlice() throws Exception {
    if (encoding.run()) {
      encoding = SnapshotStep.DONE;
    }
  }

  void encodeAll() throws Exception {
    while (!encoding.run()) {
      // again
    }
    encoding = SnapshotStep.DONE;
  }

  /** Goes back to the last barrier. */
  void restore() throws Exception {
    encodeAll();
    FrozenKeyedState from = frozen;
    backend = new MemoryKeyedStateBackend(new KeyGroupRange(0, KEY_GROUPS));
    if (from != null) {
      for (String table : from.tableNames()) {
        for (int group = 0; group < KEY_GROUPS; group++) {
          copy(from.table(table), backend.table(table), group);
        }
      }
    }
    cache = open();
  }

  private static void copy(OrderedTable from, OrderedTable to, int group) {
    try (OrderedTable.Cursor cursor = from.scan(group, new byte[0], null)) {
      while (cursor.next()) {
        to.put(group, cursor.key(), cursor.value());
      }
    }
  }

  /** How many entries are stored, of all keys. */
  int storedEntries() {
    int entries = 0;
    for (int group = 0; group < KEY_GROUPS; group++) {
      try (OrderedTable.Cursor cursor = backend.table("cells").scan(group, new byte[0], null)) {
        while (cursor.next()) {
          entries++;
        }
      }
    }
    return entries;
  }

  /** Holds in a map. */
  record MapHolds(Map<String, Instant> map) implements Holds {
    private static String name(Key key, byte[] cellId) {
      return new String(key.bytes(), StandardCharsets.ISO_8859_1)
          + "/"
          + new String(cellId, StandardCharsets.ISO_8859_1);
    }

    @Override
    public @Nullable Instant get(Key key, byte[] cellId) {
      return map.get(name(key, cellId));
    }

    @Override
    public void set(Key key, byte[] cellId, Instant hold) {
      map.put(name(key, cellId), hold);
    }

    @Override
    public void clear(Key key, byte[] cellId) {
      map.remove(name(key, cellId));
    }
  }
}
