package io.weir.worker.group;

import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.EntryWeight;
import org.jspecify.annotations.Nullable;

/**
 * About how much of the worker's memory for objects of state the groups of a table take: what they
 * hold, by its average encoded size, and what there is of each of them besides.
 *
 * <p>Thread: subtask thread.
 */
final class GroupsWeight<A> {
  /** A group, its key as object and as bytes, and their places in the map. */
  private static final int GROUP_BYTES = 160;

  private final Grouping<A> grouping;
  private final CacheBudget.Share share;
  private final EntryWeight weight = new EntryWeight();
  private long weighed;
  private long groups;

  GroupsWeight(Grouping<A> grouping, CacheBudget.Share share) {
    this.grouping = grouping;
    this.share = share;
  }

  /** A group came into memory. */
  void came() {
    groups++;
  }

  /** A group took in a value. */
  void grew(Group<A> group, @Nullable Object value) {
    boolean more = grouping.growsByValue() || group.weighed == 0;
    if (more) {
      group.weighed++;
      weighed++;
    }
    if (weight.isDue()) {
      weight.saw(grouping.sample(group.content, value));
      more = true;
    }
    if (more) {
      update();
    }
  }

  /** A group left memory. */
  void left(Group<A> group) {
    groups--;
    weighed -= group.weighed;
    group.weighed = 0;
    update();
  }

  private void update() {
    share.take(weighed * weight.average() + groups * GROUP_BYTES - share.taken());
  }

  /** How many bytes must be given back; 0 when all may be kept. */
  long excess() {
    return share.excess();
  }

  /** How many bytes they take. */
  long bytes() {
    return share.taken();
  }

  /** The most bytes of a stored group that are brought into memory at once. */
  long mostOfGroup() {
    return share.mostOfCell();
  }
}
