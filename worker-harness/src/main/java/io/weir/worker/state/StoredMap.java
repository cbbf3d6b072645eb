package io.weir.worker.state;

import io.weir.engine.state.TableEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map that is larger than a cell keeps in memory, as of when it was read: those
 * that were stored, read anew by every iteration, as far as they had not been changed since, and
 * the changed ones. Usable until the operator is closed.
 *
 * <p>Thread: any thread; an iterator by one at a time.
 */
final class StoredMap<K, V extends @Nullable Object> implements Iterable<Map.Entry<K, V>> {
  private final StoredEntries stored;
  private final int subKeyOffset;
  private final Coder<K> keyCoder;
  private final Coder<V> valueCoder;
  private final Map<Object, KnownEntry<K, V>> changes;

  /**
   * The entries of a map.
   *
   * @param changes by the structural value of the key
   */
  StoredMap(
      StoredEntries stored,
      int subKeyOffset,
      Coder<K> keyCoder,
      Coder<V> valueCoder,
      Map<Object, KnownEntry<K, V>> changes) {
    this.stored = stored;
    this.subKeyOffset = subKeyOffset;
    this.keyCoder = keyCoder;
    this.valueCoder = valueCoder;
    this.changes = changes;
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return stream().iterator();
  }

  /** The entries, read as the stream gets to them. */
  Stream<Map.Entry<K, V>> stream() {
    return Stream.concat(
        stored.stream()
            .map(this::decode)
            .filter(entry -> !changes.containsKey(keyCoder.structuralValue(entry.getKey()))),
        changes.values().stream().map(KnownEntry::entry).filter(Objects::nonNull));
  }

  private Map.Entry<K, V> decode(TableEntry entry) {
    return new SimpleImmutableEntry<>(
        CellBytes.decode(keyCoder, entry.key(), subKeyOffset),
        CellBytes.decode(valueCoder, entry.value()));
  }
}
