package io.weir.worker.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A list that only grows, and that can be handed out without a copy: what was handed out never
 * changes afterwards. Thread: subtask thread; lists handed out may be read by any thread.
 */
final class ListContent<T> {
  private ArrayList<T> items = new ArrayList<>();
  private boolean shared;

  void add(T item) {
    if (shared) {
      items = new ArrayList<>(items);
      shared = false;
    }
    items.add(item);
  }

  T get(int index) {
    return items.get(index);
  }

  int size() {
    return items.size();
  }

  List<T> share() {
    shared = true;
    return Collections.unmodifiableList(items);
  }

  void prependAll(List<T> earlier) {
    ArrayList<T> all = new ArrayList<>(earlier.size() + items.size());
    all.addAll(earlier);
    all.addAll(items);
    items = all;
    shared = false;
  }

  void clear() {
    items = new ArrayList<>();
    shared = false;
  }
}
