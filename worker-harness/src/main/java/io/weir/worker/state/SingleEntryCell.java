package io.weir.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * A cell that is stored as one entry. It is read when it is first needed, together with the cells
 * of its key that are to be read later.
 *
 * <p>Thread: subtask thread.
 */
abstract class SingleEntryCell extends Cell implements LaterEntry {
  private boolean loaded;

  SingleEntryCell(KeyCells owner, byte[] prefix) {
    super(owner, prefix);
  }

  /** Takes what is stored, null if nothing is. */
  abstract void decode(byte @Nullable [] bytes);

  @Override
  public final byte[] tableKey() {
    return prefix();
  }

  @Override
  public final void take(byte @Nullable [] bytes) {
    if (!loaded) {
      loaded = true;
      if (bytes != null) {
        saw(bytes.length);
      }
      decode(bytes);
      holdsEntries(1);
    }
  }

  /** Reads what is stored, unless that was done or does not count any more. */
  final void load() {
    if (!loaded) {
      load(this);
    }
  }

  /** The cell will be read soon. */
  final void loadLater() {
    if (!loaded) {
      loadLater(this);
    }
  }

  /** What is stored does not count any more. */
  final void replace() {
    loaded = true;
  }
}
