package io.weir.testkit.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The world outside, as a transactional sink sees it. It outlives every worker and master.
 *
 * <p>Thread: any thread.
 */
public final class PublishedItems {
  private final ConcurrentMap<String, List<Item>> byTransaction = new ConcurrentHashMap<>();

  /**
   * Makes the items of a transaction visible. Again with the same content has no effect.
   *
   * @throws IllegalStateException the transaction was published with other content
   */
  void publish(String transaction, List<Item> items) {
    List<Item> before = byTransaction.putIfAbsent(transaction, List.copyOf(items));
    if (before != null && !before.equals(items)) {
      throw new IllegalStateException("transaction " + transaction + " was published differently");
    }
  }

  /** Everything that is visible, each item with the number of times it is there. */
  public Map<Item, Integer> count() {
    Map<Item, Integer> counts = new ConcurrentHashMap<>();
    all().forEach(item -> counts.merge(item, 1, Integer::sum));
    return counts;
  }

  /** Everything that is visible, in no particular order. */
  public List<Item> all() {
    List<Item> all = new ArrayList<>();
    byTransaction.values().forEach(all::addAll);
    return all;
  }
}
