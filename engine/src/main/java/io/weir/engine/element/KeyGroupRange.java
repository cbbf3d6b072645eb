package io.weir.engine.element;

/**
 * A range of key groups.
 *
 * @param first the first key group
 * @param end the key group after the last one; equal to {@code first} when the range is empty
 */
public record KeyGroupRange(int first, int end) {
  /** Checks {@code 0 <= first <= end}. */
  public KeyGroupRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException("bad key group range [" + first + ", " + end + ")");
    }
  }

  /** Whether the key group lies in the range. */
  public boolean contains(int keyGroup) {
    return keyGroup >= first && keyGroup < end;
  }

  /** Whether some key group lies in both ranges. */
  public boolean overlaps(KeyGroupRange other) {
    return Math.max(first, other.first) < Math.min(end, other.end);
  }

  /** The number of key groups. */
  public int size() {
    return end - first;
  }
}
