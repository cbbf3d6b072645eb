package io.weir.worker.state;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ReadableState;
import org.jspecify.annotations.Nullable;

/** A map. What is read stays as of the read. Thread: subtask thread. */
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
    return new LaterRead<>(() -> content.get(key), () -> content.lookUpLater(key));
  }

  @Override
  public ReadableState<V> getOrDefault(K key, @Nullable V defaultValue) {
    return new LaterRead<>(
        () -> {
          V present = content.get(key);
          return present == null ? defaultValue : present;
        },
        () -> content.lookUpLater(key));
  }

  @Override
  public ReadableState<Iterable<K>> keys() {
    return new LaterRead<>(() -> content.read(entry -> Stream.of(entry.getKey())));
  }

  @Override
  public ReadableState<Iterable<V>> values() {
    return new LaterRead<>(() -> content.read(entry -> Stream.of(entry.getValue())));
  }

  @Override
  public ReadableState<Iterable<Map.Entry<K, V>>> entries() {
    return new LaterRead<>(() -> content.read(Stream::of));
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> content.isEmpty());
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
