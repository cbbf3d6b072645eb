package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import org.jspecify.annotations.Nullable;

/** A table on the heap: one tree for each key group that was ever written. Thread: its owner's. */
final class MemoryTable implements OrderedTable {
  private final KeyGroupRange keyGroups;
  private final @Nullable CopyOnWriteTree[] trees;

  MemoryTable(KeyGroupRange keyGroups) {
    this(keyGroups, new @Nullable CopyOnWriteTree[keyGroups.size()]);
  }

  private MemoryTable(KeyGroupRange keyGroups, @Nullable CopyOnWriteTree[] trees) {
    this.keyGroups = keyGroups;
    this.trees = trees;
  }

  /** A table with the same entries; each of the two can be written without the other's seeing. */
  MemoryTable fork() {
    @Nullable CopyOnWriteTree[] forks = new @Nullable CopyOnWriteTree[trees.length];
    for (int i = 0; i < trees.length; i++) {
      CopyOnWriteTree tree = trees[i];
      if (tree != null) {
        forks[i] = tree.fork();
      }
    }
    return new MemoryTable(keyGroups, forks);
  }

  @Override
  public byte @Nullable [] get(int keyGroup, byte[] key) {
    CopyOnWriteTree tree = trees[slot(keyGroup)];
    return tree == null ? null : tree.get(key);
  }

  @Override
  public void put(int keyGroup, byte[] key, byte[] value) {
    int slot = slot(keyGroup);
    CopyOnWriteTree tree = trees[slot];
    if (tree == null) {
      tree = new CopyOnWriteTree();
      trees[slot] = tree;
    }
    tree.put(key, value);
  }

  @Override
  public void delete(int keyGroup, byte[] key) {
    CopyOnWriteTree tree = trees[slot(keyGroup)];
    if (tree != null) {
      tree.delete(key);
    }
  }

  @Override
  public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
    CopyOnWriteTree tree = trees[slot(keyGroup)];
    if (tree != null) {
      tree.deleteRange(from, to);
    }
  }

  @Override
  public Cursor scan(int keyGroup, byte[] from, byte @Nullable [] to) {
    CopyOnWriteTree tree = trees[slot(keyGroup)];
    return tree == null ? EmptyCursor.INSTANCE : tree.scan(from, to);
  }

  private int slot(int keyGroup) {
    if (!keyGroups.contains(keyGroup)) {
      throw new IllegalArgumentException(
          "key group " + keyGroup + " is not in " + keyGroups + " of this subtask");
    }
    return keyGroup - keyGroups.first();
  }
}
