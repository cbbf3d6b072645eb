package io.weir.worker.state;

import io.weir.engine.element.Key;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The cached state cells of a keyed operator, by key. Bounded by the number of keys; those used
 * longest ago are written back and leave first.
 *
 * <p>Thread: subtask thread.
 */
public final class CellCache {
  static final String TABLE = "cells";

  /** How many keys may be in the cache. */
  private static final int MAX_KEYS = 100_000;

  /** A key with more cells than this starts again with none, so that those of old windows go. */
  private static final int MAX_CELLS_OF_KEY = 1_000;

  private final int maxKeys;
  private final WriteBack writeBack;
  private final OperatorCells operator;
  private final Function<Key, Object> keyDecoder;
  private final LinkedHashMap<Key, KeyCells> cache = new LinkedHashMap<>(1024, 0.75f, true);

  /**
   * Makes the cache over the operator's keyed state.
   *
   * @param keyDecoder the user's key of an encoded one
   * @param coders with what cells are stored
   */
  public CellCache(
      KeyedStateBackend backend,
      Holds holds,
      Namespaces namespaces,
      Function<Key, Object> keyDecoder,
      CellCoders coders) {
    this(backend, holds, namespaces, keyDecoder, coders, MAX_KEYS);
  }

  CellCache(
      KeyedStateBackend backend,
      Holds holds,
      Namespaces namespaces,
      Function<Key, Object> keyDecoder,
      CellCoders coders,
      int maxKeys) {
    this.maxKeys = maxKeys;
    this.writeBack = new WriteBack(backend.table(TABLE), TABLE);
    this.operator = new OperatorCells(writeBack, holds, namespaces, coders);
    this.keyDecoder = keyDecoder;
  }

  /** The cells of the key. They must be asked for again after the cells of another key were. */
  public KeyCells cellsOf(Key key) {
    KeyCells cells = cache.get(key);
    if (cells == null) {
      cells = new KeyCells(operator, key, keyDecoder.apply(key));
      cache.put(key, cells);
      if (cache.size() > maxKeys) {
        evictOldest();
      }
    } else if (cells.size() > MAX_CELLS_OF_KEY) {
      writeBack.flush(cells);
      cells.forgetCells();
    } else {
      writeBack.beforeUse(cells);
    }
    return cells;
  }

  private void evictOldest() {
    Iterator<Map.Entry<Key, KeyCells>> oldest = cache.entrySet().iterator();
    for (int i = 0; i < Math.max(1, maxKeys / 10); i++) {
      KeyCells evicted = oldest.next().getValue();
      writeBack.flush(evicted);
      oldest.remove();
    }
  }

  /** Forgets a key that is not needed soon, writing it back if it changed. */
  public void evict(Key key) {
    KeyCells cells = cache.remove(key);
    if (cells != null) {
      writeBack.flush(cells);
    }
  }

  /** Freezes what changed; the returned step encodes it. */
  public SnapshotStep freeze(FrozenKeyedState state) {
    return writeBack.freeze(state);
  }
}
