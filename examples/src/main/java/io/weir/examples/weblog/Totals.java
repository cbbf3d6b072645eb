package io.weir.examples.weblog;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Number of hits and the sum of their sizes.
 *
 * <p>Sums stop at {@link Long#MAX_VALUE}: with sizes that are never negative the result does not
 * depend on the order of addition, however absurd the log.
 *
 * @param hits number of hits
 * @param bytes sum of their sizes
 */
record Totals(long hits, long bytes) {
  /** Of no hit at all. */
  static final Totals NONE = new Totals(0, 0);

  /** With one hit of {@code size} bytes more. */
  Totals plusHit(long size) {
    return new Totals(hits + 1, saturatedSum(bytes, size));
  }

  /** Of the hits of both. */
  Totals plus(Totals other) {
    return new Totals(hits + other.hits, saturatedSum(bytes, other.bytes));
  }

  /** Mean size with two decimals, rounded half up. There is at least one hit. */
  String meanBytes() {
    return BigDecimal.valueOf(bytes)
        .divide(BigDecimal.valueOf(hits), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static long saturatedSum(long left, long right) {
    return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
  }
}
