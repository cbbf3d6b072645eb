package io.weir.worker.group;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.EntryReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the groups of one window and key group one after the other.
 *
 * <p>Thread: subtask thread.
 */
final class StoredGroups {
  private static final int FETCH_BYTES = 256 << 10;

  private final TableView view;
  private final int keyGroup;
  private final EntryReader entries;
  private final long mostInMemory;

  /**
   * Begins.
   *
   * @param windowPrefix what the keys of the window's entries begin with
   * @param mostInMemory bytes of a group beyond which its values are left in the table
   */
  StoredGroups(TableView view, int keyGroup, byte[] windowPrefix, long mostInMemory) {
    this.view = view;
    this.keyGroup = keyGroup;
    this.entries =
        new EntryReader(
            view, keyGroup, windowPrefix, CellBytes.afterPrefix(windowPrefix), FETCH_BYTES);
    this.mostInMemory = mostInMemory;
  }

  /** The next group; null when there is none. */
  @Nullable StoredGroup next() {
    TableEntry head = entries.peek();
    if (head == null) {
      return null;
    }
    entries.pass();
    byte[] prefix = head.key();
    byte[] key = StoredKey.parse(prefix).key();
    return new StoredGroup(key, view, keyGroup, prefix, head.value(), values(prefix));
  }

  private @Nullable List<byte[]> values(byte[] prefix) {
    List<byte[]> values = new ArrayList<>();
    long bytes = 0;
    for (TableEntry entry = entries.peek();
        entry != null && startsWith(entry.key(), prefix);
        entry = entries.peek()) {
      values.add(entry.value());
      bytes += entry.key().length + entry.value().length;
      entries.pass();
      if (bytes > mostInMemory) {
        entries.passPrefix(prefix);
        return null;
      }
    }
    return values;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length > prefix.length
        && Arrays.mismatch(key, 0, prefix.length, prefix, 0, prefix.length) < 0;
  }
}
