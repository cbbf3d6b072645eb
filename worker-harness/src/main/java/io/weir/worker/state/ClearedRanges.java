package io.weir.worker.state;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Ranges of an ordered list whose stored elements do not count any more; those that meet are one.
 *
 * <p>Thread: subtask thread; a copy that is not changed, any thread.
 */
final class ClearedRanges {
  /** Limits of ranges, without them, by where they begin. */
  private final NavigableMap<ListPosition, ListPosition> ranges;

  ClearedRanges() {
    this(new TreeMap<>());
  }

  private ClearedRanges(NavigableMap<ListPosition, ListPosition> ranges) {
    this.ranges = ranges;
  }

  ClearedRanges copy() {
    return new ClearedRanges(new TreeMap<>(ranges));
  }

  /** Adds a range, with its begin and without its limit. */
  void add(ListPosition begin, ListPosition limit) {
    if (begin.compareTo(limit) >= 0) {
      return;
    }
    ListPosition first = begin;
    ListPosition last = limit;
    Map.Entry<ListPosition, ListPosition> met = ranges.floorEntry(last);
    while (met != null && met.getValue().compareTo(first) >= 0) {
      first = met.getKey().compareTo(first) < 0 ? met.getKey() : first;
      last = met.getValue().compareTo(last) > 0 ? met.getValue() : last;
      ranges.remove(met.getKey());
      met = ranges.floorEntry(last);
    }
    ranges.put(first, last);
  }

  boolean contains(ListPosition position) {
    Map.Entry<ListPosition, ListPosition> range = ranges.floorEntry(position);
    return range != null && position.compareTo(range.getValue()) < 0;
  }

  void forEach(BiConsumer<ListPosition, ListPosition> each) {
    ranges.forEach(each);
  }

  void clear() {
    ranges.clear();
  }
}
