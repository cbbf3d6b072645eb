package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ReadableState;
import org.jspecify.annotations.Nullable;

/** A map. What is read is a copy as of the read. Thread: subtask thread. */
final class MapCell<K, V> extends Cell implements MapState<K, V> {
  private final MapContent<K, V> content;

  MapCell(KeyCells owner, byte[] prefix, Coder<K> keyCoder, Coder<V> valueCoder) {
    super(owner, prefix);
    this.content = new MapContent<>(this, keyCoder, valueCoder);
  }

  @Override
  public void put(K key, V value) {
    content.put(key, value);
  }

  @Override
  public ReadableState<V> computeIfAbsent(K key, Function<? super K, ? extends V> compute) {
    V present = content.get(key);
    if (present == null) {
      V computed = compute.apply(key);
      if (computed != null) {
        content.put(key, computed);
      }
    }
    return new LaterRead<>(() -> present);
  }

  @Override
  public void remove(K key) {
    content.remove(key);
  }

  @Override
  public ReadableState<V> get(K key) {
    return new LaterRead<>(() -> content.get(key));
  }

  @Override
  public ReadableState<V> getOrDefault(K key, @Nullable V defaultValue) {
    return new LaterRead<>(
        () -> {
          V present = content.get(key);
          return present == null ? defaultValue : present;
        });
  }

  @Override
  public ReadableState<Iterable<K>> keys() {
    return new LaterRead<>(
        () -> {
          List<K> keys = new ArrayList<>();
          entryList().forEach(entry -> keys.add(entry.getKey()));
          return keys;
        });
  }

  @Override
  public ReadableState<Iterable<V>> values() {
    return new LaterRead<>(
        () -> {
          List<V> values = new ArrayList<>();
          entryList().forEach(entry -> values.add(entry.getValue()));
          return values;
        });
  }

  @Override
  public ReadableState<Iterable<Map.Entry<K, V>>> entries() {
    return new LaterRead<>(this::entryList);
  }

  private List<Map.Entry<K, V>> entryList() {
    return new ArrayList<>(content.load().values());
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> content.load().isEmpty());
  }

  @Override
  public void clear() {
    content.clear();
  }

  @Override
  void writeChanges(TableWriter writer) {
    content.write(writer);
  }
}
