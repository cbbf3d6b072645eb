package io.weir.examples.weblog;

import java.util.Locale;

/**
 * Why a line does not parse: the first field, from left to right, that cannot be read.
 *
 * <p>The closed set of values in the {@code reason} column of {@code rejected.csv}.
 */
enum RejectReason {
  /** The line does not begin with a host name or an address. */
  CLIENT,
  /** No {@code [day/Mon/year:hh:mm:ss +zone]} with a valid date before the request. */
  TIME,
  /** The request is not a quoted {@code "METHOD path [protocol]"}. */
  REQUEST,
  /** The status is not three digits from 100 to 999. */
  STATUS,
  /** The size is neither {@code -} nor a number of at most 18 digits. */
  BYTES;

  /** The value as it stands in {@code rejected.csv}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
