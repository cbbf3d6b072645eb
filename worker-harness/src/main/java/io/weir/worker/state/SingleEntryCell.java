package io.weir.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * A cell that is stored as one entry. It is read when it is first needed, together with the cells
 * of its key that are to be read later.
 *
 * <p>Thread: subtask thread.
 */
abstract class SingleEntryCell extends Cell {
  private final KeyCells owner;
  private boolean loaded;

  SingleEntryCell(KeyCells owner, byte[] prefix) {
    super(owner, prefix);
    this.owner = owner;
  }

  /** Takes what is stored, null if nothing is. */
  abstract void decode(byte @Nullable [] bytes);

  /** Takes what is stored, unless the cell has something newer. */
  final void take(byte @Nullable [] bytes) {
    if (!loaded) {
      loaded = true;
      if (bytes != null) {
        saw(bytes);
      }
      decode(bytes);
      holdsEntries(1);
    }
  }

  /** Reads what is stored, unless that was done or does not count any more. */
  final void load() {
    if (!loaded) {
      owner.load(this);
    }
  }

  /** The cell will be read soon. */
  final void loadLater() {
    if (!loaded) {
      owner.loadLater(this);
    }
  }

  /** What is stored does not count any more. */
  final void replace() {
    loaded = true;
  }
}
