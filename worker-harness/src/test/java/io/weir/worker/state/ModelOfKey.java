package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the cells of a key and namespace should hold. */
final class ModelOfKey {
  @Nullable List<Long> value;
  final List<Long> bag = new ArrayList<>();
  final TreeSet<Long> set = new TreeSet<>();
  final TreeMap<Long, Long> map = new TreeMap<>();
  final TreeMap<Long, List<Long>> multimap = new TreeMap<>();
  final TreeMap<Long, List<Long>> ordered = new TreeMap<>();
  final List<Long> combined = new ArrayList<>();

  ModelOfKey copy() {
    ModelOfKey copy = new ModelOfKey();
    List<Long> list = value;
    copy.value = list == null ? null : new ArrayList<>(list);
    copy.bag.addAll(bag);
    copy.set.addAll(set);
    copy.map.putAll(map);
    multimap.forEach((key, values) -> copy.multimap.put(key, new ArrayList<>(values)));
    ordered.forEach((time, items) -> copy.ordered.put(time, new ArrayList<>(items)));
    copy.combined.addAll(combined);
    return copy;
  }

  /** Everything, in the form of {@link CellsOfKey#text}. */
  String text() {
    return "value %s, bag %s, set %s, map %s, multimap %s, ordered %s, combined %s"
        .formatted(value, bag, set, map, multimap, ordered, combined);
  }
}
