package io.weir.testkit.sim;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What is open in which process, and what was found wrong. */
final class Census {
  private final IdentityHashMap<Object, SimProcess> open = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Integer> attempts = new IdentityHashMap<>();
  private final List<String> violations = new ArrayList<>();

  void opened(SimProcess process, Object thing) {
    open.put(thing, process);
  }

  /**
   * An operator of an attempt begins to live.
   *
   * @param alone whether no operator of another attempt may live at this time
   */
  void operatorOpened(SimProcess process, Object operator, int attempt, boolean alone) {
    opened(process, operator);
    attempts.put(operator, attempt);
    if (alone) {
      for (Map.Entry<Object, Integer> other : attempts.entrySet()) {
        SimProcess owner = open.get(other.getKey());
        if (other.getValue() != attempt && owner != null && owner.isAlive()) {
          violated("attempts %d and %d at once".formatted(other.getValue(), attempt));
        }
      }
    }
  }

  /** Harmless if it was closed before. */
  void closed(Object thing) {
    open.remove(thing);
    attempts.remove(thing);
  }

  /** A promise was broken. */
  void violated(String promise) {
    violations.add(promise);
  }

  List<String> violations() {
    return violations;
  }

  /** What processes that live have left open. */
  List<String> leaks() {
    return open.entrySet().stream()
        .filter(e -> e.getValue().isAlive())
        .map(e -> e.getKey() + " in " + e.getValue())
        .sorted()
        .toList();
  }
}
