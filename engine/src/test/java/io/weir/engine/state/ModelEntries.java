package io.weir.engine.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries as the plain model of a table holds them, and how to compare a table with it. */
final class ModelEntries {
  private ModelEntries() {}

  static NavigableMap<byte[], byte[]> newModel() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  static List<String> of(OrderedTable.Cursor cursor) {
    List<String> entries = new ArrayList<>();
    try (cursor) {
      while (cursor.next()) {
        entries.add(text(cursor.key(), cursor.value()));
      }
    }
    return entries;
  }

  static List<String> of(NavigableMap<byte[], byte[]> model, byte[] from, byte @Nullable [] to) {
    List<String> entries = new ArrayList<>();
    if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return entries;
    }
    Map<byte[], byte[]> range =
        to == null ? model.tailMap(from, true) : model.subMap(from, true, to, false);
    range.forEach((key, value) -> entries.add(text(key, value)));
    return entries;
  }

  private static String text(byte[] key, byte[] value) {
    return Arrays.toString(key) + "=" + Arrays.toString(value);
  }
}
