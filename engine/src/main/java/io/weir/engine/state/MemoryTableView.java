package io.weir.engine.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fork of a table that is never written. Thread: any thread. */
final class MemoryTableView implements TableView {
  private final MemoryTable fork;

  /** The fork must be the view's own. */
  MemoryTableView(MemoryTable fork) {
    this.fork = fork;
  }

  @Override
  public List<TableEntry> read(int keyGroup, byte[] from, byte @Nullable [] to, int bytes) {
    // Trees count their cursors, and readers of the view may be subtasks that were handed it.
    synchronized (fork) {
      try (OrderedTable.Cursor cursor = fork.scan(keyGroup, from, to)) {
        return TableView.drain(cursor, bytes);
      }
    }
  }
}
