package io.weir.validatesrunner.random.transforms;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How values are made from others. */
final class Values {
  private static final int LONGEST = 160;

  private Values() {}

  /** Returns the first number in a value, 0 if there is none. */
  static int number(String value) {
    int number = 0;
    boolean found = false;
    for (int i = 0; i < value.length(); i++) {
      int digit = Character.digit(value.charAt(i), 10);
      if (digit >= 0) {
        number = number * 10 + digit;
        found = true;
      } else if (found) {
        break;
      }
    }
    return number;
  }

  /** Joins values in an order that does not depend on theirs. */
  static String sorted(Iterable<String> values) {
    return "["
        + shortened(
            StreamSupport.stream(values.spliterator(), false)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(",")))
        + "]";
  }

  /** Keeps values of deep pipelines from growing beyond all bounds. */
  static String shortened(String value) {
    return value.length() <= LONGEST
        ? value
        : value.substring(0, LONGEST) + "~" + Integer.toHexString(value.hashCode());
  }
}
