package io.weir.worker.group.sorted;

import io.weir.engine.element.Key;
import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.EntryWeight;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of groups that are in memory, and about how much of the worker's memory for objects of
 * state they take.
 *
 * <p>Thread: subtask thread.
 */
final class GroupMemory<P> {
  private final Parts<P> parts;
  private final CacheBudget.Share share;
  private final EntryWeight weight = new EntryWeight();
  private final Map<Key, HeldGroup<P>> groups = new HashMap<>();
  private long weighed;

  GroupMemory(Parts<P> parts, CacheBudget.Share share) {
    this.parts = parts;
    this.share = share;
  }

  void add(Key key, @Nullable Object userKey, @Nullable Object value) {
    HeldGroup<P> group = groups.get(key);
    boolean isNew = group == null;
    if (group == null) {
      group = new HeldGroup<>(key, userKey, parts.create());
      groups.put(key, group);
    }
    group.part = parts.add(group.part, value);
    if (isNew || parts.growsByValue()) {
      weighed++;
    }
    if (weight.isDue()) {
      weight.saw(parts.sample(group.part, value));
    }
    share.take(weighed * weight.average() - share.taken());
  }

  /** Whether there is more than there may be. */
  boolean isTooLarge() {
    return share.excess() > 0;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return share.taken();
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  Collection<HeldGroup<P>> groups() {
    return groups.values();
  }

  /** Removes a group, which there must be, and answers it. */
  HeldGroup<P> removeAny() {
    Iterator<HeldGroup<P>> any = groups.values().iterator();
    HeldGroup<P> group = any.next();
    any.remove();
    if (groups.isEmpty()) {
      clear();
    }
    return group;
  }

  void clear() {
    groups.clear();
    weighed = 0;
    share.take(-share.taken());
  }
}
