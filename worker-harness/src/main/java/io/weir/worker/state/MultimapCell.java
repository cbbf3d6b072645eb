package io.weir.worker.state;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.ReadableState;
import org.jspecify.annotations.Nullable;

/**
 * A multimap: below the NESTED form of each key, its values as in a bag, so that putting one reads
 * nothing. Keys are compared by structural value. The values of one key are read alone; all of them
 * are read into memory only if they are few. What is read stays as of the read.
 *
 * <p>Thread: subtask thread.
 */
final class MultimapCell<K, V> extends Cell implements MultimapState<K, V> {
  private final Coder<K> keyCoder;
  private final Coder<V> valueCoder;

  /** By the structural value of the key: all that was changed, and some or all that is stored. */
  private final Map<Object, Values> used = new LinkedHashMap<>();

  private final Set<Values> changed = new LinkedHashSet<>();

  /** Whether {@link #used} has all keys, with all their values. */
  private boolean loaded;

  /** Whether more is stored than is read into memory. */
  private boolean large;

  /** Whether what is stored must be removed before anything is written. */
  private boolean cleared;

  /** Keys and values in memory. */
  private int held;

  MultimapCell(KeyCells owner, byte[] prefix, Coder<K> keyCoder, Coder<V> valueCoder) {
    super(owner, prefix);
    this.keyCoder = keyCoder;
    this.valueCoder = valueCoder;
  }

  @Override
  public void put(K key, V value) {
    Values values = toChange(key);
    values.bag.add(value);
    held++;
    holdsEntries(held, valueCoder, value);
  }

  @Override
  public void remove(K key) {
    Values values = toChange(key);
    held -= values.bag.size();
    values.bag.clear();
    holdsEntries(held);
  }

  private Values toChange(K key) {
    beforeChange();
    Values values = valuesOf(key);
    changed.add(values);
    return values;
  }

  @Override
  public void clear() {
    beforeChange();
    used.clear();
    changed.clear();
    loaded = true;
    large = false;
    cleared = true;
    held = 0;
    holdsEntries(0);
  }

  private Values valuesOf(K key) {
    return used.computeIfAbsent(
        keyCoder.structuralValue(key),
        unused -> {
          held++;
          return new Values(key);
        });
  }

  @Override
  public ReadableState<Iterable<V>> get(K key) {
    return new LaterRead<>(
        () -> {
          Values values = valuesOf(key);
          held -= values.bag.size();
          Iterable<V> read = values.read();
          held += values.bag.size();
          forgetIfTooMuch();
          return read;
        },
        () -> valuesOf(key).readLater());
  }

  @Override
  public ReadableState<Boolean> containsKey(K key) {
    return new LaterRead<>(
        () -> {
          boolean contains = valuesOf(key).isPresent();
          forgetIfTooMuch();
          return contains;
        },
        () -> valuesOf(key).readLater());
  }

  /** Of what was read key by key, not much is kept. */
  private void forgetIfTooMuch() {
    holdsEntries(held);
    if (!loaded && weight() > mostOfCell()) {
      used.values().retainAll(changed);
      count();
    }
  }

  private void count() {
    held = used.size();
    used.values().forEach(values -> held += values.bag.size());
    holdsEntries(held);
  }

  @Override
  public ReadableState<Iterable<K>> keys() {
    return new LaterRead<>(this::readKeys);
  }

  private Iterable<K> readKeys() {
    load();
    List<K> inMemory =
        (loaded ? used.values() : changed)
            .stream().filter(values -> values.bag.size() > 0).map(values -> values.key).toList();
    if (loaded) {
      return inMemory;
    }
    Stored stored = new Stored();
    return () ->
        Stream.concat(
                stored.unchanged().filter(entry -> entry.isHead).map(entry -> entry.key),
                inMemory.stream())
            .iterator();
  }

  @Override
  public ReadableState<Iterable<Map.Entry<K, V>>> entries() {
    return new LaterRead<>(this::readEntries);
  }

  private Iterable<Map.Entry<K, V>> readEntries() {
    load();
    if (loaded) {
      return used.values().stream()
          .flatMap(values -> pairs(values.key, values.bag.read()))
          .toList();
    }
    Stored stored = new Stored();
    List<Map.Entry<K, Iterable<V>>> snapshots = new ArrayList<>();
    changed.forEach(
        values -> snapshots.add(new SimpleImmutableEntry<>(values.key, values.bag.read())));
    count();
    return () ->
        Stream.concat(
                stored.unchanged().filter(entry -> !entry.isHead).map(this::pair),
                snapshots.stream().flatMap(values -> pairs(values.getKey(), values.getValue())))
            .iterator();
  }

  private static <K, V> Stream<Map.Entry<K, V>> pairs(K key, Iterable<V> values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(value -> new SimpleImmutableEntry<>(key, value));
  }

  private Map.Entry<K, V> pair(Entry<K> entry) {
    return new SimpleImmutableEntry<>(entry.key, CellBytes.decode(valueCoder, entry.value));
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> !readKeys().iterator().hasNext());
  }

  private void load() {
    if (loaded || large) {
      return;
    }
    Map<Object, List<V>> stored = new LinkedHashMap<>();
    List<K> keys = new ArrayList<>();
    large =
        !scan(
            prefix(),
            (bytes, offset, value) -> {
              Entry<K> entry = entry(bytes, offset, value);
              Object structural = keyCoder.structuralValue(entry.key);
              if (entry.isHead) {
                keys.add(entry.key);
                stored.put(structural, new ArrayList<>());
              } else {
                requireNonNull(stored.get(structural)).add(CellBytes.decode(valueCoder, value));
              }
            });
    if (large) {
      return;
    }
    keys.forEach(this::valuesOf);
    used.forEach((key, values) -> values.bag.isStored(stored.getOrDefault(key, List.of())));
    loaded = true;
    count();
  }

  private Entry<K> entry(byte[] bytes, int offset, byte[] value) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, offset, bytes.length - offset);
    return new Entry<>(CellBytes.decode(keyCoder, in), in.available() == 0, value);
  }

  @Override
  void writeChanges(TableWriter writer) {
    if (cleared) {
      deleteAll(writer);
      cleared = false;
    }
    changed.forEach(values -> values.bag.write(writer));
    changed.clear();
    if (loaded) {
      used.values().removeIf(values -> values.bag.size() == 0);
    } else {
      used.clear();
    }
    count();
  }

  /** A stored entry. */
  private static final class Entry<K> {
    private final K key;
    // Whether it says that the key has values, and is none of them.
    private final boolean isHead;
    private final byte[] value;

    Entry(K key, boolean isHead, byte[] value) {
      this.key = key;
      this.isHead = isHead;
      this.value = value;
    }
  }

  /** What is stored now, as far as it was not changed. */
  private final class Stored {
    private final StoredEntries entries = storedEntries();
    private final Set<Object> changedKeys = new HashSet<>();

    Stored() {
      changed.forEach(values -> changedKeys.add(keyCoder.structuralValue(values.key)));
    }

    Stream<Entry<K>> unchanged() {
      return entries.stream()
          .map(stored -> entry(stored.key(), prefix().length, stored.value()))
          .filter(entry -> !changedKeys.contains(keyCoder.structuralValue(entry.key)));
    }
  }

  /** The values of a key. As an entry to be read later, their head. */
  private final class Values implements LaterEntry {
    private final K key;
    private final byte[] head;
    private final BagContent<V> bag;
    private boolean announced;
    private boolean present;

    Values(K key) {
      this.key = key;
      this.head = subKey(CellBytes.encode(keyCoder, key));
      this.bag = new BagContent<>(MultimapCell.this, head, valueCoder);
      if (loaded) {
        bag.isStored(List.of());
      }
    }

    void readLater() {
      if (!bag.knowsWhetherEmpty()) {
        announced = true;
        loadLater(this);
      }
    }

    Iterable<V> read() {
      if (announced) {
        load(this);
      }
      return bag.read();
    }

    boolean isPresent() {
      if (bag.knowsWhetherEmpty()) {
        return bag.size() > 0;
      }
      load(this);
      return present;
    }

    @Override
    public byte[] tableKey() {
      return head;
    }

    @Override
    public void take(byte @Nullable [] stored) {
      announced = false;
      present = stored != null;
      if (!present) {
        bag.isStored(List.of());
      }
    }
  }
}
