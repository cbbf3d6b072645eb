package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.WriteBack;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * The table of the fast road: {@code (window, key) -> content}, windows in the order in which they
 * fire. The order of the table is the timer of its windows. Groups live as objects and are written
 * at barriers.
 *
 * <p>Thread: subtask thread.
 */
final class WindowTable<A> {
  private static final String TABLE = "groups";

  private final Grouping<A> grouping;
  private final Coder<BoundedWindow> windowCoder;
  private final Function<byte[], Object> keyDecoder;
  private final int maxParallelism;
  private final KeyGroupRange keyGroups;
  private final WriteBack writeBack;
  private final Map<BoundedWindow, WindowGroups<A>> byWindow = new HashMap<>();
  private final TreeSet<WindowGroups<A>> inOrder = new TreeSet<>();
  private @Nullable WindowGroups<A> lastUsed;

  /** Makes the table over restored or empty state. */
  WindowTable(
      Grouping<A> grouping,
      Coder<BoundedWindow> windowCoder,
      Function<byte[], Object> keyDecoder,
      KeyedStateBackend backend,
      int maxParallelism) {
    this.grouping = grouping;
    this.windowCoder = windowCoder;
    this.keyDecoder = keyDecoder;
    this.maxParallelism = maxParallelism;
    this.keyGroups = backend.keyGroups();
    this.writeBack = new WriteBack(backend.table(TABLE), TABLE);
    for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
      findStoredWindows(keyGroup);
    }
  }

  /** Visits one entry for each stored window of the key group, by seeking behind each window. */
  private void findStoredWindows(int keyGroup) {
    byte[] from = new byte[0];
    while (true) {
      try (OrderedTable.Cursor cursor = writeBack.table().scan(keyGroup, from, null)) {
        if (!cursor.next()) {
          return;
        }
        StoredGroup first = StoredGroup.parse(cursor.key());
        groupsOf(CellBytes.decode(windowCoder, first.window())).stored = true;
        from = first.afterWindow();
      }
    }
  }

  /** The groups of the window, none at first. */
  WindowGroups<A> groupsOf(BoundedWindow window) {
    WindowGroups<A> last = lastUsed;
    if (last != null && last.window.equals(window)) {
      return last;
    }
    WindowGroups<A> groups = byWindow.get(window);
    if (groups == null) {
      groups = new WindowGroups<>(window, CellBytes.encode(windowCoder, window));
      byWindow.put(window, groups);
      inOrder.add(groups);
    }
    lastUsed = groups;
    return groups;
  }

  /** The group of the key, to be changed by the caller. */
  Group<A> groupForChange(WindowGroups<A> window, Key key, @Nullable Object userKey) {
    Group<A> group = window.groups.get(key);
    if (group == null) {
      group = window.stored ? load(window, key, userKey) : null;
      if (group == null) {
        group = new Group<>(window, grouping, key, userKey, grouping.create());
      }
      window.groups.put(key, group);
    }
    writeBack.beforeChange(group);
    return group;
  }

  private @Nullable Group<A> load(WindowGroups<A> window, Key key, @Nullable Object userKey) {
    byte[] prefix = window.prefixOf(key.bytes());
    A content = null;
    long timestamp = Group.NO_TIMESTAMP;
    try (OrderedTable.Cursor cursor =
        writeBack.table().scan(key.keyGroup(), prefix, CellBytes.afterPrefix(prefix))) {
      while (cursor.next()) {
        StoredGroup stored = StoredGroup.parse(cursor.key());
        byte[] subKey = stored.subKey();
        timestamp = subKey.length == 0 ? CellBytes.readOrdered(cursor.value(), 0) : timestamp;
        content = grouping.read(content, subKey, withoutHead(subKey, cursor.value()));
      }
    }
    if (content == null) {
      return null;
    }
    Group<A> group = new Group<>(window, grouping, key, userKey, content);
    group.timestamp = timestamp;
    return group;
  }

  private static byte[] withoutHead(byte[] subKey, byte[] value) {
    return subKey.length == 0
        ? java.util.Arrays.copyOfRange(value, Long.BYTES, value.length)
        : value;
  }

  /** The window that fires first, or null. */
  @Nullable WindowGroups<A> first() {
    return inOrder.isEmpty() ? null : inOrder.first();
  }

  /** The windows, in the order in which they fire. */
  Iterable<WindowGroups<A>> windows() {
    return inOrder;
  }

  /** Brings all groups of the window that are only stored into memory. */
  void loadAll(WindowGroups<A> window) {
    if (!window.stored) {
      return;
    }
    for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
      loadAll(window, keyGroup);
    }
  }

  private void loadAll(WindowGroups<A> window, int keyGroup) {
    byte[] prefix = window.prefix();
    Group<A> loading = null;
    try (OrderedTable.Cursor cursor =
        writeBack.table().scan(keyGroup, prefix, CellBytes.afterPrefix(prefix))) {
      while (cursor.next()) {
        StoredGroup stored = StoredGroup.parse(cursor.key());
        byte[] subKey = stored.subKey();
        if (loading != null && stored.isOf(loading.key.bytes())) {
          loading.content = grouping.read(loading.content, subKey, cursor.value());
        } else {
          loading = startLoading(window, stored, cursor.value());
        }
      }
    }
  }

  /** Begins with the entry of the prefix; null when the group is in memory already. */
  private @Nullable Group<A> startLoading(
      WindowGroups<A> window, StoredGroup stored, byte[] value) {
    Key key = Key.of(stored.key(), maxParallelism);
    if (window.groups.containsKey(key)) {
      return null;
    }
    byte[] subKey = stored.subKey();
    A content = grouping.read(null, subKey, withoutHead(subKey, value));
    Group<A> group = new Group<>(window, grouping, key, keyDecoder.apply(stored.key()), content);
    group.timestamp = CellBytes.readOrdered(value, 0);
    window.groups.put(key, group);
    return group;
  }

  /** Lets go of a group that was emitted. */
  void discard(Group<A> group) {
    writeBack.discard(group);
  }

  /** Removes a window that has fired. */
  void remove(WindowGroups<A> window) {
    if (window.stored) {
      byte[] prefix = window.prefix();
      byte[] after = CellBytes.afterPrefix(prefix);
      for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
        writeBack.table().deleteRange(keyGroup, prefix, after);
      }
    }
    byWindow.remove(window.window);
    inOrder.remove(window);
    lastUsed = null;
  }

  /** Freezes what changed; the returned step encodes it. */
  SnapshotStep freeze(FrozenKeyedState state) {
    return writeBack.freeze(state);
  }
}
