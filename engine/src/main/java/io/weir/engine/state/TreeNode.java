package io.weir.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link CopyOnWriteTree}: an array of byte strings in order, and with each an item: a
 * value in a leaf, a child in an inner node.
 *
 * <p>The changing methods are only called on a node that the token owns, and leave nodes of other
 * tokens alone.
 */
abstract sealed class TreeNode permits LeafNode, InnerNode {
  /** The number of items that a node may hold. */
  static final int CAPACITY = 32;

  /** A node with fewer items than this is merged with a neighbour if both fit. */
  static final int SPARSE = CAPACITY / 4;

  /** The number of items. */
  abstract int size();

  /** This node if the token owns it, else a copy that it owns. */
  abstract TreeNode ownedBy(Object token);

  /** The first byte string. */
  abstract byte[] firstKey();

  /** Sets the value of a key; answers the right half if the node had to be split. */
  abstract @Nullable TreeNode put(byte[] key, byte[] value, Object token);

  /** Removes a key that is there. */
  abstract void delete(byte[] key, Object token);

  /** Removes the keys from {@code from} up to and without {@code to}. */
  abstract void deleteRange(byte[] from, byte @Nullable [] to, Object token);

  /**
   * Appends the items of the next node of the same level; there is room.
   *
   * @param separator a byte string that is greater than all here and not greater than any there
   */
  abstract void append(TreeNode next, byte[] separator);
}
