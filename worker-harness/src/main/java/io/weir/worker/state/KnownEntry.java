package io.weir.worker.state;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key of a map.
 *
 * @param key the key
 * @param entry its entry; null when it has none
 */
record KnownEntry<K, V extends @Nullable Object>(K key, Map.@Nullable Entry<K, V> entry) {
  static <K, V extends @Nullable Object> KnownEntry<K, V> present(K key, V value) {
    return new KnownEntry<>(key, new SimpleImmutableEntry<>(key, value));
  }

  static <K, V extends @Nullable Object> KnownEntry<K, V> absent(K key) {
    return new KnownEntry<>(key, null);
  }

  boolean isPresent() {
    return entry != null;
  }

  @Nullable V value() {
    return entry == null ? null : entry.getValue();
  }
}
