package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A B+ tree of byte strings in unsigned lexicographic order that is forked in constant time.
 *
 * <p>Every node carries the token of the tree that made it, and a tree changes only nodes with its
 * own present token; others it copies first. A fork shares all nodes and gives both trees new
 * tokens, so that from then on neither changes what the other sees. An open cursor is a reader of
 * the present nodes: the first change while one is open takes a new token.
 *
 * <p>Thread: one at a time. Forks of one tree may be used by different threads.
 */
final class CopyOnWriteTree {
  private @Nullable TreeNode root;
  private Object token = new Object();
  // Open cursors over nodes that this tree may still change, and the number of the token they saw.
  private int readers;
  private long epoch;

  CopyOnWriteTree() {}

  private CopyOnWriteTree(@Nullable TreeNode root) {
    this.root = root;
  }

  CopyOnWriteTree fork() {
    disown();
    return new CopyOnWriteTree(root);
  }

  byte @Nullable [] get(byte[] key) {
    TreeNode node = root;
    while (node instanceof InnerNode inner) {
      node = inner.child(inner.childFor(key));
    }
    return node == null ? null : ((LeafNode) node).get(key);
  }

  void put(byte[] key, byte[] value) {
    Object owner = tokenForWrite();
    TreeNode node = root;
    if (node == null) {
      root = LeafNode.of(key, value, owner);
      return;
    }
    TreeNode left = node.ownedBy(owner);
    TreeNode right = left.put(key, value, owner);
    root = right == null ? left : InnerNode.of(left, right, owner);
  }

  void delete(byte[] key) {
    if (get(key) == null) {
      return; // Nothing is copied for a key that is not there.
    }
    Object owner = tokenForWrite();
    TreeNode node = root;
    if (node != null) {
      TreeNode owned = node.ownedBy(owner);
      owned.delete(key, owner);
      root = withoutIdleRoots(owned);
    }
  }

  void deleteRange(byte[] from, byte @Nullable [] to) {
    TreeNode node = root;
    if (node == null || isEmptyRange(from, to)) {
      return;
    }
    Object owner = tokenForWrite();
    TreeNode owned = node.ownedBy(owner);
    owned.deleteRange(from, to, owner);
    root = withoutIdleRoots(owned);
  }

  OrderedTable.Cursor scan(byte[] from, byte @Nullable [] to) {
    TreeNode node = root;
    if (node == null || isEmptyRange(from, to)) {
      return EmptyCursor.INSTANCE;
    }
    readers++;
    return new TreeCursor(this, epoch, node, from, to);
  }

  /** A cursor that was opened in the epoch needs its nodes no more. */
  void closed(long cursorEpoch) {
    if (cursorEpoch == epoch) {
      readers--;
    }
  }

  private Object tokenForWrite() {
    if (readers > 0) {
      disown();
    }
    return token;
  }

  private void disown() {
    token = new Object();
    readers = 0;
    epoch++;
  }

  private static @Nullable TreeNode withoutIdleRoots(TreeNode node) {
    TreeNode top = node;
    while (top instanceof InnerNode inner && inner.size() == 1) {
      top = inner.child(0);
    }
    return top.size() == 0 ? null : top;
  }

  private static boolean isEmptyRange(byte[] from, byte @Nullable [] to) {
    return to != null && Arrays.compareUnsigned(from, to) >= 0;
  }
}
