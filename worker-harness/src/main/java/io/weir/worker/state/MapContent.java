package io.weir.worker.state;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key under a cell's prefix, the sub-key being the key's NESTED form. Keys are compared
 * by structural value. Map and set cells are views of it.
 *
 * <p>Thread: subtask thread.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
final class MapContent<K, V extends @Nullable Object> {
  private final Cell cell;
  private final Coder<K> keyCoder;
  private final Coder<V> valueCoder;
  private final Map<Object, Map.Entry<K, V>> entries = new LinkedHashMap<>();
  private final Map<Object, K> changedKeys = new LinkedHashMap<>();
  private boolean loaded;
  private boolean cleared;

  MapContent(Cell cell, Coder<K> keyCoder, Coder<V> valueCoder) {
    this.cell = cell;
    this.keyCoder = keyCoder;
    this.valueCoder = valueCoder;
  }

  Map<Object, Map.Entry<K, V>> load() {
    if (!loaded) {
      cell.scan(
          (bytes, offset, value) -> {
            K key = CellBytes.decode(keyCoder, bytes, offset);
            V decoded = CellBytes.decode(valueCoder, value);
            entries.put(keyCoder.structuralValue(key), new SimpleImmutableEntry<>(key, decoded));
          });
      loaded = true;
      cell.holdsEntries(entries.size());
    }
    return entries;
  }

  @Nullable V get(K key) {
    Map.Entry<K, V> entry = load().get(keyCoder.structuralValue(key));
    return entry == null ? null : entry.getValue();
  }

  boolean contains(K key) {
    return load().containsKey(keyCoder.structuralValue(key));
  }

  void put(K key, V value) {
    load();
    cell.beforeChange();
    Object structural = keyCoder.structuralValue(key);
    entries.put(structural, new SimpleImmutableEntry<>(key, value));
    changedKeys.put(structural, key);
    cell.holdsEntries(entries.size(), valueCoder, value);
  }

  void remove(K key) {
    load();
    cell.beforeChange();
    Object structural = keyCoder.structuralValue(key);
    if (entries.remove(structural) != null) {
      changedKeys.put(structural, key);
      cell.holdsEntries(entries.size());
    }
  }

  void clear() {
    cell.beforeChange();
    entries.clear();
    changedKeys.clear();
    loaded = true;
    cleared = true;
    cell.holdsEntries(0);
  }

  void write(TableWriter writer) {
    if (cleared) {
      cell.deleteAll(writer);
      cleared = false;
    }
    for (Map.Entry<Object, K> changed : changedKeys.entrySet()) {
      byte[] subKey = cell.subKey(CellBytes.encode(keyCoder, changed.getValue()));
      Map.Entry<K, V> entry = entries.get(changed.getKey());
      if (entry == null) {
        writer.delete(cell.keyGroup(), subKey);
      } else {
        cell.put(writer, subKey, CellBytes.encode(valueCoder, entry.getValue()));
      }
    }
    changedKeys.clear();
    cell.holdsEntries(entries.size());
  }
}
