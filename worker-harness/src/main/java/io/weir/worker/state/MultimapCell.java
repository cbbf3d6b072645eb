package io.weir.worker.state;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.ReadableState;

/**
 * A multimap: the values of a key are stored and read together. What is read stays as of the read.
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
    return new LaterRead<>(() -> valuesOf(key), () -> content.lookUpLater(key));
  }

  @Override
  public void remove(K key) {
    content.remove(key);
  }

  @Override
  public ReadableState<Iterable<K>> keys() {
    return new LaterRead<>(() -> content.read(entry -> Stream.of(entry.getKey())));
  }

  @Override
  public ReadableState<Iterable<Map.Entry<K, V>>> entries() {
    return new LaterRead<>(() -> content.read(MultimapCell::pairs));
  }

  private static <K, V> Stream<Map.Entry<K, V>> pairs(Map.Entry<K, List<V>> entry) {
    return entry.getValue().stream()
        .map(value -> new SimpleImmutableEntry<>(entry.getKey(), value));
  }

  @Override
  public ReadableState<Boolean> containsKey(K key) {
    return new LaterRead<>(() -> content.contains(key), () -> content.lookUpLater(key));
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
