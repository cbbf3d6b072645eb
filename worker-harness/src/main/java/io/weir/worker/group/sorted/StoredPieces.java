package io.weir.worker.group.sorted;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import io.weir.worker.state.StoredEntries;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a group, in the order of the runs: few, in memory, or many, which every iteration
 * reads anew.
 *
 * <p>Thread: any thread.
 */
public final class StoredPieces implements Iterable<byte[]> {
  private final @Nullable List<byte[]> few;
  private final TableView runs;
  private final int keyGroup;
  private final byte[] prefix;

  private StoredPieces(@Nullable List<byte[]> few, TableView runs, int keyGroup, byte[] prefix) {
    this.few = few;
    this.runs = runs;
    this.keyGroup = keyGroup;
    this.prefix = prefix;
  }

  /** Pieces that have been read. */
  static StoredPieces few(List<byte[]> pieces, TableView runs, int keyGroup, byte[] prefix) {
    return new StoredPieces(List.copyOf(pieces), runs, keyGroup, prefix);
  }

  /** All pieces below the prefix. */
  static StoredPieces many(TableView runs, int keyGroup, byte[] prefix) {
    return new StoredPieces(null, runs, keyGroup, prefix);
  }

  /** Whether they may not fit into memory. */
  boolean isLarge() {
    return few == null;
  }

  int keyGroup() {
    return keyGroup;
  }

  /** What the keys of the group's entries begin with. */
  byte[] prefix() {
    return prefix;
  }

  @Override
  public Iterator<byte[]> iterator() {
    if (few != null) {
      return few.iterator();
    }
    Iterator<TableEntry> entries = new StoredEntries(runs, keyGroup, prefix).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public byte[] next() {
        return entries.next().value();
      }
    };
  }
}
