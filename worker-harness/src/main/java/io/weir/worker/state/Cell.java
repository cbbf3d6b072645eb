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

  /** See {@link CacheBudget.Share#mostOfCell}. */
  final long mostOfCell() {
    return owner.mostOfCell();
  }

  final void load(LaterEntry entry) {
    owner.load(entry);
  }

  final void loadLater(LaterEntry entry) {
    owner.loadLater(entry);
  }

  /** The entry whose key is the prefix itself. */
  final byte @Nullable [] stored() {
    return stored(prefix);
  }

  final byte @Nullable [] stored(byte[] key) {
    return owner.table().get(keyGroup(), key);
  }

  /** Learns what entries take: sub-key and value of one have so many bytes. */
  final void saw(int encodedBytes) {
    owner.entryWeight().saw(encodedBytes);
    long weight = EntryWeight.of(encodedBytes);
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
    saw(key.length - prefix.length + value.length);
    writer.put(keyGroup(), key, value);
  }

  final void deleteAll(TableWriter writer) {
    deleteAll(writer, prefix);
  }

  /** Removes all entries below a prefix, which begins with the cell's. */
  final void deleteAll(TableWriter writer, byte[] below) {
    writer.deleteRange(keyGroup(), below, CellBytes.afterPrefix(below));
  }

  /** What the entries in memory weigh. */
  final long weight() {
    return weight;
  }

  /**
   * Hands the stored entries of the cell to the visitor, in order, with the sub-key's offset, but
   * no more when they had {@link #mostOfCell}; answers whether all were visited.
   */
  final boolean scan(EntryVisitor visitor) {
    return scan(prefix, visitor);
  }

  /** As above, for the entries below a prefix, which begins with the cell's. */
  final boolean scan(byte[] below, EntryVisitor visitor) {
    long mostBytes = mostOfCell();
    long bytes = 0;
    try (var cursor = owner.table().scan(keyGroup(), below, CellBytes.afterPrefix(below))) {
      while (cursor.next()) {
        if (bytes > mostBytes) {
          return false;
        }
        byte[] key = cursor.key();
        byte[] value = cursor.value();
        bytes += key.length + value.length;
        saw(key.length - prefix.length + value.length);
        visitor.visit(key, below.length, value);
      }
    }
    return true;
  }

  /** All stored entries of the cell as they are now, for whoever reads them later. */
  final StoredEntries storedEntries() {
    return storedEntries(prefix);
  }

  /** As above, those below a prefix, which begins with the cell's. */
  final StoredEntries storedEntries(byte[] below) {
    return new StoredEntries(owner.view(), keyGroup(), below);
  }

  /** As above, from a sub-key up to and without another one. */
  final StoredEntries storedEntries(byte[] from, byte[] to) {
    return new StoredEntries(owner.view(), keyGroup(), subKey(from), subKey(to));
  }

  /** Takes the entries of a scan. */
  @FunctionalInterface
  interface EntryVisitor {
    void visit(byte[] key, int subKeyOffset, byte[] value);
  }
}
