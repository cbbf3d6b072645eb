package io.weir.worker.state;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a view in a range one after the other. They are fetched some at a time, so
 * there may be more than fit into memory.
 *
 * <p>Thread: one at a time.
 */
public final class EntryReader {
  private final TableView view;
  private final int keyGroup;
  private final byte @Nullable [] end;
  private final int fetchBytes;

  /** The first key that has not been fetched; null when there is none. */
  private byte @Nullable [] from;

  private List<TableEntry> fetched = List.of();
  private int position;

  /**
   * Begins.
   *
   * @param from the first key
   * @param end the key after the last one; null for the end of the key group
   * @param fetchBytes about how many bytes are fetched at a time
   */
  public EntryReader(
      TableView view, int keyGroup, byte[] from, byte @Nullable [] end, int fetchBytes) {
    this.view = view;
    this.keyGroup = keyGroup;
    this.from = from;
    this.end = end;
    this.fetchBytes = fetchBytes;
  }

  /** The next entry, which stays the next one; null when there is none. */
  public @Nullable TableEntry peek() {
    byte[] first = from;
    if (position == fetched.size() && first != null) {
      fetched = view.read(keyGroup, first, end, fetchBytes);
      position = 0;
      from = fetched.isEmpty() ? null : after(fetched.get(fetched.size() - 1).key());
    }
    return position < fetched.size() ? fetched.get(position) : null;
  }

  /** Passes the next entry, which there is. */
  public void pass() {
    position++;
  }

  /** Passes all entries that begin with the prefix or come before it. */
  public void passPrefix(byte[] prefix) {
    byte[] behind = CellBytes.afterPrefix(prefix);
    boolean last = behind == null || (end != null && Arrays.compareUnsigned(behind, end) >= 0);
    from = last ? null : behind;
    fetched = List.of();
    position = 0;
  }

  /** The first key behind that one. */
  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }
}
