package io.weir.examples.weblog;

import java.util.Comparator;
import java.util.List;

/**
 * Order of the rows of a file: by their columns from left to right, each compared as text by
 * Unicode code points, which is the order of its UTF-8 bytes.
 *
 * <p>Text order is time order for the instants (four-digit years, no fraction, {@code Z}). Numbers
 * are compared as text too, so the files can be sorted and joined by tools that know no columns; in
 * these tables the columns to the left of a count already tell any two rows apart.
 */
final class RowOrder implements Comparator<List<String>> {
  @Override
  public int compare(List<String> left, List<String> right) {
    int columns = Math.min(left.size(), right.size());
    for (int i = 0; i < columns; i++) {
      int order = compareText(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** Unlike {@link String#compareTo} this puts supplementary characters after all others. */
  private static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        boolean bothOrNone = Character.isSurrogate(l) == Character.isSurrogate(r);
        return bothOrNone ? Character.compare(l, r) : Character.isSurrogate(l) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
