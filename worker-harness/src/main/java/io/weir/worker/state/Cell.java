package io.weir.worker.state;

import org.apache.beam.sdk.coders.Coder;
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
  private long weight;
  // Of an entry of this cell that was read or written; 0 before.
  private long entryWeight;

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

  /** Learns what entries take. */
  final void saw(byte[] encoded) {
    owner.entryWeight().saw(encoded);
    long weight = EntryWeight.of(encoded);
    entryWeight = entryWeight == 0 ? weight : entryWeight + (weight - entryWeight) / 4;
  }

  /** Has so many entries in memory now. */
  final void holdsEntries(int entries) {
    long average = entryWeight == 0 ? owner.entryWeight().average() : entryWeight;
    long now = entries * average;
    if (now != weight) {
      owner.weigh(now - weight);
      weight = now;
    }
  }

  /** Has so many entries in memory now, this one among them. */
  final <V extends @Nullable Object> void holdsEntries(int entries, Coder<V> coder, V added) {
    owner.entryWeight().added(coder, added);
    holdsEntries(entries);
  }

  /** Stores an entry. */
  final void put(TableWriter writer, byte[] key, byte[] value) {
    saw(value);
    writer.put(keyGroup(), key, value);
  }

  final void deleteAll(TableWriter writer) {
    writer.deleteRange(keyGroup(), prefix, CellBytes.afterPrefix(prefix));
  }

  /** Hands each stored entry of the cell to the visitor, in order, with the sub-key's offset. */
  final void scan(EntryVisitor visitor) {
    boolean unused = scan(Long.MAX_VALUE, visitor);
  }

  /**
   * As above, but no further when the values had more than so many bytes; answers whether all
   * entries were visited.
   */
  final boolean scan(long mostBytes, EntryVisitor visitor) {
    long bytes = 0;
    try (var cursor = owner.table().scan(keyGroup(), prefix, CellBytes.afterPrefix(prefix))) {
      while (cursor.next()) {
        if (bytes > mostBytes) {
          return false;
        }
        byte[] value = cursor.value();
        bytes += value.length;
        saw(value);
        visitor.visit(cursor.key(), prefix.length, value);
      }
    }
    return true;
  }

  /** All stored entries of the cell as they are now, for whoever reads them later. */
  final StoredEntries storedEntries() {
    return new StoredEntries(owner.view(), keyGroup(), prefix);
  }

  /** Takes the entries of a scan. */
  @FunctionalInterface
  interface EntryVisitor {
    void visit(byte[] key, int subKeyOffset, byte[] value);
  }
}
