package io.weir.worker.group.sorted;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import io.weir.worker.state.CellBytes;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a group, in the order of the runs: few, in memory, or many, which every iteration
 * reads anew.
 *
 * <p>Thread: any thread.
 */
public final class StoredPieces implements Iterable<byte[]> {
  private static final int READ_BYTES = 256 << 10;

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
    return few == null ? new Reading() : few.iterator();
  }

  /** Thread: one at a time. */
  private final class Reading implements Iterator<byte[]> {
    private final byte @Nullable [] end = CellBytes.afterPrefix(prefix);
    private List<TableEntry> read = List.of();
    private int position;
    private byte[] from = prefix;

    @Override
    public boolean hasNext() {
      if (position == read.size()) {
        read = runs.read(keyGroup, from, end, READ_BYTES);
        position = 0;
      }
      return position < read.size();
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      TableEntry entry = read.get(position++);
      from = RunKey.after(entry.key());
      return entry.value();
    }
  }
}
