package io.weir.worker.state;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.ReadableState;

/**
 * A multimap: the values of a key are stored together. What is read is a copy as of the read.
 * Thread: subtask thread.
 */
final class MultimapCell<K, V> extends Cell implements MultimapState<K, V> {
  private final MapContent<K, List<V>> content;

  MultimapCell(KeyCells owner, byte[] prefix, Coder<K> keyCoder, Coder<V> valueCoder) {
    super(owner, prefix);
    this.content = new MapContent<>(this, keyCoder, ListCoder.of(valueCoder));
  }

  @Override
  public void put(K key, V value) {
    List<V> values = new ArrayList<>(valuesOf(key));
    values.add(value);
    content.put(key, values);
  }

  private List<V> valuesOf(K key) {
    List<V> values = content.get(key);
    return values == null ? List.of() : values;
  }

  @Override
  public ReadableState<Iterable<V>> get(K key) {
    return new LaterRead<>(() -> valuesOf(key));
  }

  @Override
  public void remove(K key) {
    content.remove(key);
  }

  @Override
  public ReadableState<Iterable<K>> keys() {
    return new LaterRead<>(
        () -> {
          List<K> keys = new ArrayList<>();
          content.load().values().forEach(entry -> keys.add(entry.getKey()));
          return keys;
        });
  }

  @Override
  public ReadableState<Iterable<Map.Entry<K, V>>> entries() {
    return new LaterRead<>(
        () -> {
          List<Map.Entry<K, V>> pairs = new ArrayList<>();
          for (Map.Entry<K, List<V>> entry : content.load().values()) {
            for (V value : entry.getValue()) {
              pairs.add(new SimpleImmutableEntry<>(entry.getKey(), value));
            }
          }
          return pairs;
        });
  }

  @Override
  public ReadableState<Boolean> containsKey(K key) {
    return new LaterRead<>(() -> content.contains(key));
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
