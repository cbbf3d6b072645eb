package io.weir.testkit.sim;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What is open in which process, and what was found wrong. */
final class Census {
  private final IdentityHashMap<Object, SimProcess> open = new IdentityHashMap<>();
  private final List<String> violations = new ArrayList<>();

  void opened(SimProcess process, Object thing) {
    open.put(thing, process);
  }

  /** Harmless if it was closed before. */
  void closed(Object thing) {
    open.remove(thing);
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
