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
  private final boolean growsByValue;
  private final CacheBudget.Share share;
  private final EntryWeight weight = new EntryWeight();
  private long weighed;
  private long groups;

  GroupsWeight(Grouping<A> grouping, CacheBudget.Share share) {
    this.grouping = grouping;
    this.growsByValue = grouping.growsByValue();
    this.share = share;
  }

  /** A group came into memory. */
  void came() {
    groups++;
  }

  /**
   * A group took in a value.
   *
   * @return whether there may be too much in memory now, which was not before
   */
  boolean grew(Group<A> group, @Nullable Object value) {
    boolean more = growsByValue || group.weighed == 0;
    if (more) {
      group.weighed++;
      weighed++;
    }
    if (weight.isDue()) {
      weight.saw(grouping.sample(group.content, value));
      more = true;
    }
    if (more) {
      tell();
    }
    return more;
  }

  /**
   * A group left memory. What that frees is not for others before it is {@linkplain #tell told}.
   */
  void left(Group<A> group) {
    groups--;
    weighed -= group.weighed;
    group.weighed = 0;
  }

  /** Tells the other users of the memory how much it is now. */
  void tell() {
    share.take(bytes() - share.taken());
  }

  /** How many bytes must be given back; 0 when all may be kept. */
  long excess() {
    return share.excess();
  }

  /** How many bytes they take. */
  long bytes() {
    return weighed * weight.average() + groups * GROUP_BYTES;
  }

  /** The most bytes of a stored group that are brought into memory at once. */
  long mostOfGroup() {
    return share.mostOfCell();
  }
}
