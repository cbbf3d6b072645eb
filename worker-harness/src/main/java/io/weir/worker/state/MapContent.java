package io.weir.worker.state;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key under a cell's prefix, the sub-key being the key's NESTED form. Keys are compared
 * by structural value. Map and set cells are views of it. One key is read alone; all of them are
 * read into memory only if they are few.
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
  private final Coder<KV<K, V>> entryCoder;

  /** By the structural value of the key: all that was changed, and some or all that is stored. */
  private final Map<Object, KnownEntry<K, V>> known = new LinkedHashMap<>();

  private final Set<Object> changed = new LinkedHashSet<>();

  /** Whether {@link #known} has all entries. */
  private boolean loaded;

  /** Whether more is stored than is read into memory. */
  private boolean large;

  /** Whether what is stored must be removed before anything is written. */
  private boolean cleared;

  /** Of the entries that were read one by one. */
  private long readBytes;

  MapContent(Cell cell, Coder<K> keyCoder, Coder<V> valueCoder) {
    this.cell = cell;
    this.keyCoder = keyCoder;
    this.valueCoder = valueCoder;
    this.entryCoder = KvCoder.of(keyCoder, valueCoder);
  }

  /**
   * What there is now, in a form of the caller's: a list, or what reads entries when it is
   * iterated.
   */
  <R> Iterable<R> read(Function<Map.Entry<K, V>, Stream<R>> form) {
    load();
    if (loaded) {
      return known.values().stream()
          .map(KnownEntry::entry)
          .filter(Objects::nonNull)
          .flatMap(form)
          .toList();
    }
    StoredMap<K, V> stored =
        new StoredMap<>(
            cell.storedEntries(), cell.prefix().length, keyCoder, valueCoder, changes());
    return () -> stored.stream().flatMap(form).iterator();
  }

  private Map<Object, KnownEntry<K, V>> changes() {
    Map<Object, KnownEntry<K, V>> changes = new LinkedHashMap<>(known);
    changes.keySet().retainAll(changed);
    return changes;
  }

  boolean isEmpty() {
    return !read(Stream::of).iterator().hasNext();
  }

  private void load() {
    if (loaded || large) {
      return;
    }
    Map<Object, KnownEntry<K, V>> stored = new LinkedHashMap<>();
    large =
        !cell.scan(
            (bytes, offset, value) -> {
              K key = CellBytes.decode(keyCoder, bytes, offset);
              stored.put(
                  keyCoder.structuralValue(key),
                  KnownEntry.present(key, CellBytes.decode(valueCoder, value)));
            });
    if (!large) {
      stored.forEach(known::putIfAbsent);
      loaded = true;
      cell.holdsEntries(known.size());
    }
  }

  @Nullable V get(K key) {
    return lookUp(key).value();
  }

  boolean contains(K key) {
    return lookUp(key).isPresent();
  }

  private KnownEntry<K, V> lookUp(K key) {
    KnownEntry<K, V> entry = ifKnown(keyCoder.structuralValue(key), key);
    if (entry != null) {
      return entry;
    }
    LookUp lookUp = new LookUp(key);
    cell.load(lookUp);
    return lookUp.found();
  }

  private @Nullable KnownEntry<K, V> ifKnown(Object structural, K key) {
    KnownEntry<K, V> entry = known.get(structural);
    return entry == null && loaded ? KnownEntry.absent(key) : entry;
  }

  /** The key will be looked up soon. */
  void lookUpLater(K key) {
    if (ifKnown(keyCoder.structuralValue(key), key) == null) {
      cell.loadLater(new LookUp(key));
    }
  }

  void put(K key, V value) {
    change(KnownEntry.present(key, value));
    cell.holdsEntries(known.size(), entryCoder, KV.of(key, value));
  }

  void remove(K key) {
    KnownEntry<K, V> entry = ifKnown(keyCoder.structuralValue(key), key);
    if (entry == null || entry.isPresent()) {
      change(KnownEntry.absent(key));
      cell.holdsEntries(known.size());
    }
  }

  private void change(KnownEntry<K, V> entry) {
    cell.beforeChange();
    Object structural = keyCoder.structuralValue(entry.key());
    known.put(structural, entry);
    changed.add(structural);
  }

  void clear() {
    cell.beforeChange();
    known.clear();
    changed.clear();
    loaded = true;
    large = false;
    cleared = true;
    cell.holdsEntries(0);
  }

  void write(TableWriter writer) {
    if (cleared) {
      cell.deleteAll(writer);
      cleared = false;
    }
    for (Object structural : changed) {
      KnownEntry<K, V> entry = Objects.requireNonNull(known.get(structural));
      byte[] subKey = cell.subKey(CellBytes.encode(keyCoder, entry.key()));
      Map.Entry<K, V> present = entry.entry();
      if (present == null) {
        writer.delete(cell.keyGroup(), subKey);
      } else {
        cell.put(writer, subKey, CellBytes.encode(valueCoder, present.getValue()));
      }
    }
    changed.clear();
    if (loaded) {
      known.values().removeIf(entry -> !entry.isPresent());
    } else {
      known.clear();
      readBytes = 0;
    }
    cell.holdsEntries(known.size());
  }

  /** The entry of one key. */
  private final class LookUp implements LaterEntry {
    private final K key;
    private final Object structural;
    private final byte[] tableKey;
    private KnownEntry<K, V> read;

    LookUp(K key) {
      this.key = key;
      this.read = KnownEntry.absent(key);
      this.structural = keyCoder.structuralValue(key);
      this.tableKey = cell.subKey(CellBytes.encode(keyCoder, key));
    }

    KnownEntry<K, V> found() {
      KnownEntry<K, V> newest = ifKnown(structural, key);
      return newest == null ? read : newest;
    }

    @Override
    public byte[] tableKey() {
      return tableKey;
    }

    @Override
    public void take(byte @Nullable [] stored) {
      if (ifKnown(structural, key) != null) {
        return;
      }
      int bytes = tableKey.length - cell.prefix().length;
      if (stored != null) {
        bytes += stored.length;
        read = KnownEntry.present(key, CellBytes.decode(valueCoder, stored));
        cell.saw(bytes);
      }
      readBytes += bytes;
      if (readBytes <= cell.mostOfCell()) {
        known.put(structural, read);
        cell.holdsEntries(known.size());
      }
    }
  }
}
