package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Children and the byte strings between them: {@code keys[i]} is greater than every key in child i
 * - 1 and not greater than any key in child i; {@code keys[0]} is not used.
 */
final class InnerNode extends TreeNode {
  private static final byte[] NOTHING = new byte[0];

  private final Object owner;
  private final byte[][] keys;
  private final @Nullable TreeNode[] children;
  private int size;

  private InnerNode(Object owner, byte[][] keys, @Nullable TreeNode[] children, int size) {
    this.owner = owner;
    this.keys = keys;
    this.children = children;
    this.size = size;
  }

  static InnerNode of(TreeNode left, TreeNode right, Object token) {
    InnerNode node =
        new InnerNode(token, new byte[CAPACITY][], new @Nullable TreeNode[CAPACITY], 0);
    node.insert(0, NOTHING, left);
    node.insert(1, right.firstKey(), right);
    return node;
  }

  TreeNode child(int index) {
    TreeNode child = children[index];
    if (child == null) {
      throw new IllegalStateException("no child " + index + " of " + size);
    }
    return child;
  }

  /** The index of the only child that may hold the key. */
  int childFor(byte[] key) {
    int low = 1;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(keys[middle], key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low - 1;
  }

  @Override
  int size() {
    return size;
  }

  @Override
  InnerNode ownedBy(Object token) {
    return owner == token ? this : new InnerNode(token, keys.clone(), children.clone(), size);
  }

  @Override
  byte[] firstKey() {
    return child(0).firstKey();
  }

  @Override
  @Nullable TreeNode put(byte[] key, byte[] value, Object token) {
    int index = childFor(key);
    TreeNode right = ownedChild(index, token).put(key, value, token);
    if (right == null) {
      return null;
    }
    int place = index + 1;
    byte[] separator = right.firstKey();
    if (size < CAPACITY) {
      insert(place, separator, right);
      return null;
    }
    // Ascending keys leave full nodes behind.
    InnerNode sibling = splitOff(place == CAPACITY ? CAPACITY : CAPACITY / 2, token);
    if (place < size || (place == size && sibling.size > 0)) {
      insert(place, separator, right);
    } else {
      sibling.insert(place - size, separator, right);
    }
    return sibling;
  }

  @Override
  void delete(byte[] key, Object token) {
    int index = childFor(key);
    TreeNode child = ownedChild(index, token);
    child.delete(key, token);
    shrink(index, token);
  }

  @Override
  void deleteRange(byte[] from, byte @Nullable [] to, Object token) {
    int first = childFor(from);
    int last = to == null ? size - 1 : childFor(to);
    ownedChild(first, token).deleteRange(from, to, token);
    if (last > first) {
      ownedChild(last, token).deleteRange(from, to, token);
      remove(first + 1, last);
      shrink(first + 1, token);
    }
    shrink(first, token);
  }

  @Override
  void append(TreeNode next, byte[] separator) {
    InnerNode inner = (InnerNode) next;
    System.arraycopy(inner.keys, 0, keys, size, inner.size);
    System.arraycopy(inner.children, 0, children, size, inner.size);
    keys[size] = separator;
    size += inner.size;
  }

  private TreeNode ownedChild(int index, Object token) {
    TreeNode child = child(index).ownedBy(token);
    children[index] = child;
    return child;
  }

  /** Drops an empty child and merges a sparse one with a neighbour if both fit into one node. */
  private void shrink(int index, Object token) {
    TreeNode child = child(index);
    if (child.size() == 0) {
      remove(index, index + 1);
    } else if (child.size() < SPARSE && size > 1) {
      int left = index + 1 < size ? index : index - 1;
      TreeNode right = child(left + 1);
      if (child(left).size() + right.size() <= CAPACITY) {
        ownedChild(left, token).append(right, keys[left + 1]);
        remove(left + 1, left + 2);
      }
    }
  }

  private void insert(int place, byte[] separator, TreeNode child) {
    System.arraycopy(keys, place, keys, place + 1, size - place);
    System.arraycopy(children, place, children, place + 1, size - place);
    keys[place] = separator;
    children[place] = child;
    size++;
  }

  private InnerNode splitOff(int from, Object token) {
    InnerNode right =
        new InnerNode(token, new byte[CAPACITY][], new @Nullable TreeNode[CAPACITY], size - from);
    System.arraycopy(keys, from, right.keys, 0, right.size);
    System.arraycopy(children, from, right.children, 0, right.size);
    remove(from, size);
    return right;
  }

  private void remove(int from, int to) {
    int rest = size - to;
    System.arraycopy(keys, to, keys, from, rest);
    System.arraycopy(children, to, children, from, rest);
    Arrays.fill(keys, from + rest, size, NOTHING);
    Arrays.fill(children, from + rest, size, null);
    size = from + rest;
  }
}
