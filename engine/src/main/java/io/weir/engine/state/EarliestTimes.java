package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import java.util.Arrays;

/**
 * The earliest time of each key group of a subtask, and which of them is the earliest of all: a
 * tournament in which a change costs the logarithm of the number of key groups.
 *
 * <p>Thread: the subtask thread.
 */
public final class EarliestTimes {
  /** The time of a key group that has none. */
  public static final long NONE = Long.MAX_VALUE;

  private final KeyGroupRange keyGroups;
  private final int leaves;
  // times[leaves + i] belongs to the i-th key group; times[n] is the lesser of times[2n], [2n + 1].
  private final long[] times;

  /** No key group has a time. */
  public EarliestTimes(KeyGroupRange keyGroups) {
    this.keyGroups = keyGroups;
    leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * keyGroups.size() - 1)));
    times = new long[2 * leaves];
    Arrays.fill(times, NONE);
  }

  /** The earliest time of all key groups, or {@link #NONE}. */
  public long earliest() {
    return times[1];
  }

  /** The least key group that has the earliest time. There must be one. */
  public int earliestKeyGroup() {
    if (times[1] == NONE) {
      throw new IllegalStateException("no key group has a time");
    }
    int node = 1;
    while (node < leaves) {
      node = times[2 * node] == times[node] ? 2 * node : 2 * node + 1;
    }
    return keyGroups.first() + node - leaves;
  }

  /** The earliest time of the key group, or {@link #NONE}. */
  public long get(int keyGroup) {
    return times[leaf(keyGroup)];
  }

  /** Sets the earliest time of the key group; {@link #NONE} when it has none any more. */
  public void set(int keyGroup, long time) {
    int node = leaf(keyGroup);
    times[node] = time;
    while (node > 1) {
      node /= 2;
      long lesser = Math.min(times[2 * node], times[2 * node + 1]);
      if (times[node] == lesser) {
        return;
      }
      times[node] = lesser;
    }
  }

  private int leaf(int keyGroup) {
    if (!keyGroups.contains(keyGroup)) {
      throw new IllegalArgumentException("key group " + keyGroup + " is not in " + keyGroups);
    }
    return leaves + keyGroup - keyGroups.first();
  }
}
