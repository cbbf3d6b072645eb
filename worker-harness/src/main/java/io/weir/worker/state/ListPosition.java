package io.weir.worker.state;

import org.joda.time.Instant;

/**
 * Where an element of an ordered list stands.
 *
 * @param timestamp milliseconds
 * @param number keeps equal timestamps apart, in the order of arrival
 */
record ListPosition(long timestamp, long number) implements Comparable<ListPosition> {
  /** The first position of a timestamp. */
  static ListPosition first(Instant timestamp) {
    return new ListPosition(timestamp.getMillis(), Long.MIN_VALUE);
  }

  /** Reads what {@link #bytes} wrote. */
  static ListPosition read(byte[] bytes, int offset) {
    return new ListPosition(
        CellBytes.readOrdered(bytes, offset), CellBytes.readOrdered(bytes, offset + 8));
  }

  /** As a sub-key. */
  byte[] bytes() {
    return CellBytes.concat(CellBytes.ordered(timestamp), CellBytes.ordered(number));
  }

  @Override
  public int compareTo(ListPosition other) {
    int order = Long.compare(timestamp, other.timestamp);
    return order != 0 ? order : Long.compare(number, other.number);
  }
}
