package io.weir.worker.group;

import io.weir.engine.state.TableView;
import io.weir.worker.state.StoredEntries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of the fast road as it is stored.
 *
 * <p>Thread: any thread.
 */
final class StoredGroup {
  private final byte[] key;
  private final byte[] prefix;
  private final byte[] head;
  private final @Nullable List<byte[]> values;
  private final StoredEntries entries;

  /**
   * A group that was found.
   *
   * @param key the group's encoded key
   * @param view the table
   * @param keyGroup the key group of the group's entries
   * @param prefix what the keys of its entries begin with
   * @param head the value of the entry of the prefix
   * @param values the values of the other entries; null if they are better read when asked for
   */
  StoredGroup(
      byte[] key,
      TableView view,
      int keyGroup,
      byte[] prefix,
      byte[] head,
      @Nullable List<byte[]> values) {
    this.key = key;
    this.prefix = prefix;
    this.head = head;
    this.values = values;
    this.entries = new StoredEntries(view, keyGroup, prefix);
  }

  /** The group's encoded key. */
  byte[] key() {
    return key;
  }

  /** What the keys of its entries begin with. */
  byte[] prefix() {
    return prefix;
  }

  /** The value of the entry of the prefix. */
  byte[] head() {
    return head;
  }

  /** The values of the other entries, in order; null if they are so large that they were left. */
  @Nullable List<byte[]> values() {
    return values;
  }

  /** All entries, that of the prefix first, to be read whenever they are asked for. */
  StoredEntries entries() {
    return entries;
  }
}
