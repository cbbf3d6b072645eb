package io.weir.worker.state;

import io.weir.engine.element.Key;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cached state cells of a keyed operator, by key. Bounded by a {@link CacheBudget}; the keys
 * that came first and were not used again since are written back and leave first. (Keeping keys in
 * the order of their use would touch their neighbours in that order at each use.)
 *
 * <p>Thread: subtask thread.
 */
public final class CellCache {
  static final String TABLE = "cells";

  /** A key with more cells than this starts again with none, so that those of old windows go. */
  private static final int MAX_CELLS_OF_KEY = 1_000;

  private final CacheBudget.Share memory;
  private final WriteBack writeBack;
  private final OperatorCells operator;
  private final Function<Key, Object> keyDecoder;
  private final Map<Key, KeyCells> cache = new LinkedHashMap<>(1024);
  private @Nullable KeyCells last;

  /**
   * Makes the cache over the operator's keyed state.
   *
   * @param keyDecoder the user's key of an encoded one
   * @param coders with what cells are stored
   * @param budget what it shares the heap with
   */
  public CellCache(
      KeyedStateBackend backend,
      Holds holds,
      Namespaces namespaces,
      Function<Key, Object> keyDecoder,
      CellCoders coders,
      CacheBudget budget) {
    this.memory = budget.newShare();
    this.writeBack = new WriteBack(backend.table(TABLE), TABLE);
    this.operator =
        new OperatorCells(
            writeBack,
            () -> backend.view(TABLE),
            holds,
            new TagNumbers(),
            namespaces,
            coders,
            memory,
            new EntryWeight());
    this.keyDecoder = keyDecoder;
  }

  /** The cells of the key. They must be asked for again after the cells of another key were. */
  public KeyCells cellsOf(Key key) {
    KeyCells cells = last != null && key.equals(last.key()) ? last : cache.get(key);
    if (cells == null) {
      cells = new KeyCells(operator, key, keyDecoder.apply(key));
      cache.put(key, cells);
    } else {
      cells.used = true;
      if (cells.size() > MAX_CELLS_OF_KEY) {
        writeBack.flush(cells);
        cells.forgetCells();
      } else {
        writeBack.beforeUse(cells);
      }
    }
    last = cells;
    long excess = memory.excess();
    if (excess > 0) {
      giveBack(excess, cells);
      if (memory.excess() > 0) {
        writeBack.flush(cells);
        cells.forgetCells();
      }
    }
    return cells;
  }

  /** Lets keys go, the oldest first; one that was used gets a second chance, as the youngest. */
  private void giveBack(long excess, KeyCells inUse) {
    // Somewhat more than needed, so that it is not each time for a single key.
    long target = memory.taken() - excess - memory.taken() / 16;
    while (memory.taken() > target && cache.size() > 1) {
      Iterator<KeyCells> oldest = cache.values().iterator();
      KeyCells candidate = oldest.next();
      oldest.remove();
      if (candidate.used || candidate == inUse) {
        candidate.used = false;
        cache.put(candidate.key(), candidate);
      } else {
        writeBack.flush(candidate);
        candidate.leave();
      }
    }
  }

  /** Forgets a key that is not needed soon, writing it back if it changed. */
  public void evict(Key key) {
    KeyCells cells = cache.remove(key);
    if (cells != null) {
      last = null;
      writeBack.flush(cells);
      cells.leave();
    }
  }

  /** Freezes what changed; the returned step encodes it. */
  public SnapshotStep freeze(FrozenKeyedState state) {
    return writeBack.freeze(state);
  }
}
