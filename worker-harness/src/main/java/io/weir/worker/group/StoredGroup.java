package io.weir.worker.group;

import io.weir.engine.state.TableView;
import io.weir.worker.state.StoredEntries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of the fast road as it is stored.
 *
 * @param key the group's encoded key
 * @param view the table
 * @param keyGroup the key group of the group's entries
 * @param prefix what the keys of its entries begin with
 * @param head the value of the entry of the prefix
 * @param values the values of the other entries, in order; null if they are so large that they are
 *     better read when they are asked for
 */
record StoredGroup(
    byte[] key,
    TableView view,
    int keyGroup,
    byte[] prefix,
    byte[] head,
    @Nullable List<byte[]> values) {

  /** All entries, that of the prefix first, to be read whenever they are asked for. */
  StoredEntries entries() {
    return new StoredEntries(view, keyGroup, prefix);
  }
}
