package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys and their values. */
final class LeafNode extends TreeNode {
  private static final byte[] NOTHING = new byte[0];

  private final Object owner;
  private final byte[][] keys;
  private final byte[][] values;
  private int size;

  private LeafNode(Object owner, byte[][] keys, byte[][] values, int size) {
    this.owner = owner;
    this.keys = keys;
    this.values = values;
    this.size = size;
  }

  static LeafNode of(byte[] key, byte[] value, Object token) {
    LeafNode leaf = new LeafNode(token, new byte[CAPACITY][], new byte[CAPACITY][], 1);
    leaf.keys[0] = key;
    leaf.values[0] = value;
    return leaf;
  }

  byte[] key(int index) {
    return keys[index];
  }

  byte[] value(int index) {
    return values[index];
  }

  byte @Nullable [] get(byte[] key) {
    int index = find(key);
    return index < 0 ? null : values[index];
  }

  /** The index of the first key that is not less than the given one. */
  int firstFrom(byte[] key) {
    int index = find(key);
    return index < 0 ? ~index : index;
  }

  @Override
  int size() {
    return size;
  }

  @Override
  LeafNode ownedBy(Object token) {
    return owner == token ? this : new LeafNode(token, keys.clone(), values.clone(), size);
  }

  @Override
  byte[] firstKey() {
    return keys[0];
  }

  @Override
  @Nullable TreeNode put(byte[] key, byte[] value, Object token) {
    int index = find(key);
    if (index >= 0) {
      values[index] = value;
      return null;
    }
    int place = ~index;
    if (size < CAPACITY) {
      insert(place, key, value);
      return null;
    }
    if (place == CAPACITY) {
      return of(key, value, token); // Ascending keys leave full leaves behind.
    }
    LeafNode right = splitOff(CAPACITY / 2, token);
    if (place <= size) {
      insert(place, key, value);
    } else {
      right.insert(place - size, key, value);
    }
    return right;
  }

  @Override
  void delete(byte[] key, Object token) {
    int index = find(key);
    remove(index, index + 1);
  }

  @Override
  void deleteRange(byte[] from, byte @Nullable [] to, Object token) {
    remove(firstFrom(from), to == null ? size : firstFrom(to));
  }

  @Override
  void append(TreeNode next, byte[] separator) {
    LeafNode leaf = (LeafNode) next;
    System.arraycopy(leaf.keys, 0, keys, size, leaf.size);
    System.arraycopy(leaf.values, 0, values, size, leaf.size);
    size += leaf.size;
  }

  private int find(byte[] key) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(keys[middle], key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  private void insert(int place, byte[] key, byte[] value) {
    System.arraycopy(keys, place, keys, place + 1, size - place);
    System.arraycopy(values, place, values, place + 1, size - place);
    keys[place] = key;
    values[place] = value;
    size++;
  }

  private LeafNode splitOff(int from, Object token) {
    LeafNode right = new LeafNode(token, new byte[CAPACITY][], new byte[CAPACITY][], size - from);
    System.arraycopy(keys, from, right.keys, 0, right.size);
    System.arraycopy(values, from, right.values, 0, right.size);
    remove(from, size);
    return right;
  }

  private void remove(int from, int to) {
    int rest = size - to;
    System.arraycopy(keys, to, keys, from, rest);
    System.arraycopy(values, to, values, from, rest);
    // So that what was removed can be collected.
    Arrays.fill(keys, from + rest, size, NOTHING);
    Arrays.fill(values, from + rest, size, NOTHING);
    size = from + rest;
  }
}
