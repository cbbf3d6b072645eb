package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.OrderedBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a table's entries in the database: {@code [key group, 2 bytes][length of the table's
 * name, 1 byte][name][key]}. So a key group is one range of the database, and a table one within
 * it.
 *
 * <p>Thread: any thread.
 */
final class TableKeys {
  private static final int LONGEST_NAME = 255;

  private final KeyGroupRange keyGroups;
  private final byte[] tail;

  TableKeys(String table, KeyGroupRange keyGroups) {
    byte[] name = table.getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_NAME) {
      throw new IllegalArgumentException("the name of table " + table + " is too long");
    }
    this.keyGroups = keyGroups;
    tail = new byte[1 + name.length];
    tail[0] = (byte) name.length;
    System.arraycopy(name, 0, tail, 1, name.length);
  }

  /** The number of bytes before an entry's own key. */
  int prefixLength() {
    return Short.BYTES + tail.length;
  }

  /** The whole key of an entry. */
  byte[] of(int keyGroup, byte[] key) {
    if (!keyGroups.contains(keyGroup)) {
      throw new IllegalArgumentException(
          "key group " + keyGroup + " is not in " + keyGroups + " of this subtask");
    }
    byte[] whole = new byte[prefixLength() + key.length];
    whole[0] = (byte) (keyGroup >>> Byte.SIZE);
    whole[1] = (byte) keyGroup;
    System.arraycopy(tail, 0, whole, Short.BYTES, tail.length);
    System.arraycopy(key, 0, whole, prefixLength(), key.length);
    return whole;
  }

  /** The whole key before which a range of the table ends; null ends with the table. */
  byte[] endOf(int keyGroup, byte @Nullable [] to) {
    return to == null
        // Key groups take 15 bits, so there always is an end.
        ? Objects.requireNonNull(OrderedBytes.endOfPrefix(of(keyGroup, new byte[0])))
        : of(keyGroup, to);
  }

  /** What all keys of the key group and of later ones are not less than. */
  static byte[] startOf(int keyGroup) {
    return new byte[] {(byte) (keyGroup >>> Byte.SIZE), (byte) keyGroup};
  }

  /** The name of the table. */
  String table() {
    return new String(tail, 1, tail.length - 1, StandardCharsets.UTF_8);
  }

  /** An entry's own key. */
  byte[] ownKey(byte[] whole) {
    return Arrays.copyOfRange(whole, prefixLength(), whole.length);
  }
}
