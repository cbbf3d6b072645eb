package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Facts about keys in unsigned lexicographic order. */
public final class OrderedBytes {
  private OrderedBytes() {}

  /**
   * The end of the range of all keys that begin with the prefix: the least byte string greater than
   * all of them, or null when there is none, which means the end of the table.
   */
  public static byte @Nullable [] endOfPrefix(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] end = Arrays.copyOf(prefix, length);
    end[length - 1]++;
    return end;
  }
}
