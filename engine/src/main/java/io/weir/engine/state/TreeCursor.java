package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A scan over the nodes that a {@link CopyOnWriteTree} had when it began. */
final class TreeCursor implements OrderedTable.Cursor {
  private final CopyOnWriteTree tree;
  private final long epoch;
  private final byte @Nullable [] to;
  // The inner nodes above the leaf, from the root down, and the child that was taken in each.
  private InnerNode[] path = new InnerNode[4];
  private int[] taken = new int[4];
  private int depth;
  private LeafNode leaf;
  private int index;
  private boolean isOpen = true;

  TreeCursor(CopyOnWriteTree tree, long epoch, TreeNode root, byte[] from, byte @Nullable [] to) {
    this.tree = tree;
    this.epoch = epoch;
    this.to = to;
    TreeNode node = root;
    while (node instanceof InnerNode inner) {
      node = push(inner, inner.childFor(from));
    }
    leaf = (LeafNode) node;
    index = leaf.firstFrom(from) - 1;
  }

  @Override
  public boolean next() {
    if (!isOpen) {
      return false;
    }
    index++;
    if ((index >= leaf.size() && !nextLeaf()) || isBeyondEnd()) {
      close();
      return false;
    }
    return true;
  }

  @Override
  public byte[] key() {
    checkOpen();
    return leaf.key(index);
  }

  @Override
  public byte[] value() {
    checkOpen();
    return leaf.value(index);
  }

  @Override
  public void close() {
    if (isOpen) {
      isOpen = false;
      tree.closed(epoch);
    }
  }

  private void checkOpen() {
    if (!isOpen || index < 0) {
      throw new IllegalStateException("no current entry");
    }
  }

  private boolean isBeyondEnd() {
    return to != null && Arrays.compareUnsigned(leaf.key(index), to) >= 0;
  }

  private boolean nextLeaf() {
    while (depth > 0 && taken[depth - 1] + 1 >= path[depth - 1].size()) {
      depth--;
    }
    if (depth == 0) {
      return false;
    }
    int child = ++taken[depth - 1];
    TreeNode node = path[depth - 1].child(child);
    while (node instanceof InnerNode inner) {
      node = push(inner, 0);
    }
    leaf = (LeafNode) node;
    index = 0;
    return true;
  }

  private TreeNode push(InnerNode inner, int child) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, depth * 2);
      taken = Arrays.copyOf(taken, depth * 2);
    }
    path[depth] = inner;
    taken[depth] = child;
    depth++;
    return inner.child(child);
  }
}
