package io.weir.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * One state cell of one key and namespace. Loads its bytes when they are first needed.
 *
 * <p>Thread: subtask thread.
 */
abstract class Cell {
  private final KeyCells owner;
  private final byte[] prefix;
  private boolean changed;

  Cell(KeyCells owner, byte[] prefix) {
    this.owner = owner;
    this.prefix = prefix;
  }

  /** Writes what changed since the last call. */
  abstract void writeChanges(TableWriter writer);

  final void write(TableWriter writer) {
    writeChanges(writer);
    changed = false;
  }

  final void beforeChange() {
    owner.beforeChange();
    if (!changed) {
      changed = true;
      owner.addChanged(this);
    }
  }

  final int keyGroup() {
    return owner.key().keyGroup();
  }

  final byte[] prefix() {
    return prefix;
  }

  final byte[] subKey(byte[] suffix) {
    return CellBytes.concat(prefix, suffix);
  }

  final byte @Nullable [] stored() {
    return owner.table().get(keyGroup(), prefix);
  }

  final void deleteAll(TableWriter writer) {
    writer.deleteRange(keyGroup(), prefix, CellBytes.afterPrefix(prefix));
  }

  /** Hands each stored entry of the cell to the visitor, in order, with the sub-key's offset. */
  final void scan(EntryVisitor visitor) {
    try (var cursor = owner.table().scan(keyGroup(), prefix, CellBytes.afterPrefix(prefix))) {
      while (cursor.next()) {
        visitor.visit(cursor.key(), prefix.length, cursor.value());
      }
    }
  }

  /** Takes the entries of a scan. */
  @FunctionalInterface
  interface EntryVisitor {
    void visit(byte[] key, int subKeyOffset, byte[] value);
  }
}
