package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.TableView;
import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.WriteBack;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * The table of the fast road: {@code (window, key) -> content}, windows in the order in which they
 * fire. The order of the table is the timer of its windows. Groups live as objects and are written
 * at barriers, and when there is no room for them: then they leave memory, those of the window that
 * fires last first.
 *
 * <p>Thread: subtask thread.
 */
final class WindowTable<A> {
  private static final String TABLE = "groups";

  private final Grouping<A> grouping;
  private final Coder<BoundedWindow> windowCoder;
  private final KeyedStateBackend backend;
  private final KeyGroupRange keyGroups;
  private final WriteBack writeBack;
  private final GroupsWeight<A> weight;
  private final Map<BoundedWindow, WindowGroups<A>> byWindow = new HashMap<>();
  private final TreeSet<WindowGroups<A>> inOrder = new TreeSet<>();
  private @Nullable WindowGroups<A> lastUsed;
  private boolean grown;

  /** Makes the table over restored or empty state. */
  WindowTable(
      Grouping<A> grouping,
      Coder<BoundedWindow> windowCoder,
      KeyedStateBackend backend,
      CacheBudget.Share memory) {
    this.grouping = grouping;
    this.windowCoder = windowCoder;
    this.backend = backend;
    this.keyGroups = backend.keyGroups();
    this.writeBack = new WriteBack(backend.table(TABLE), TABLE);
    this.weight = new GroupsWeight<>(grouping, memory);
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
        StoredKey first = StoredKey.parse(cursor.key());
        WindowGroups<A> window = windowOf(first);
        window.stored = true;
        window.spilled = true;
        from = first.afterWindow();
      }
    }
  }

  private WindowGroups<A> windowOf(StoredKey key) {
    return groupsOf(CellBytes.decode(windowCoder, key.window()));
  }

  /**
   * Restores the holds of the windows, which are those of their groups. Reads all that is stored.
   */
  void restoreHolds() {
    for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
      try (OrderedTable.Cursor cursor = writeBack.table().scan(keyGroup, new byte[0], null)) {
        while (cursor.next()) {
          StoredKey key = StoredKey.parse(cursor.key());
          long timestamp = key.isHead() ? timestampOf(cursor.value()) : Group.NO_TIMESTAMP;
          if (timestamp != Group.NO_TIMESTAMP) {
            windowOf(key).addHold(timestamp);
          }
        }
      }
    }
  }

  /** The timestamp of a stored group. */
  static long timestampOf(byte[] head) {
    return CellBytes.readOrdered(head, 0);
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

  /** Adds a value to the group of the key, which it answers, to be changed by the caller. */
  Group<A> add(WindowGroups<A> window, Key key, @Nullable Object userKey, @Nullable Object value) {
    Group<A> group = window.groups.get(key);
    if (group == null) {
      group = window.spilled ? resume(window, key, userKey) : null;
      if (group == null) {
        group = new Group<>(window, grouping, key, userKey, grouping.create());
      }
      window.groups.put(key, group);
      weight.came();
    }
    writeBack.beforeChange(group);
    group.used = true;
    group.content = grouping.add(group.content, value);
    grown |= weight.grew(group, value);
    return group;
  }

  private @Nullable Group<A> resume(WindowGroups<A> window, Key key, @Nullable Object userKey) {
    byte[] head = writeBack.table().get(key.keyGroup(), window.prefixOf(key.bytes()));
    if (head == null) {
      return null;
    }
    Group<A> group =
        new Group<>(window, grouping, key, userKey, grouping.resume(head, Group.HEAD_BYTES));
    group.timestamp = timestampOf(head);
    return group;
  }

  /** Lets groups leave memory if there is no room for all of them. */
  void makeRoom() {
    if (!grown) {
      return;
    }
    grown = false;
    long excess = weight.excess();
    if (excess > 0) {
      giveBack(excess);
      weight.tell();
    }
  }

  private void giveBack(long excess) {
    // Somewhat more than needed, so that it is not each time for a single group.
    long target = weight.bytes() - excess - weight.bytes() / 16;
    // A group that was used gets a second chance, as long as there are others.
    for (int round = 0; round < 2; round++) {
      for (WindowGroups<A> window : inOrder.descendingSet()) {
        if (weight.bytes() <= target) {
          return;
        }
        letLeave(window, target);
      }
    }
  }

  private void letLeave(WindowGroups<A> window, long target) {
    Iterator<Group<A>> groups = window.groups.values().iterator();
    while (weight.bytes() > target && groups.hasNext()) {
      Group<A> group = groups.next();
      if (group.used) {
        group.used = false;
      } else {
        groups.remove();
        leave(group);
      }
    }
  }

  private void leave(Group<A> group) {
    writeBack.flush(group);
    group.window().spilled = true;
    weight.left(group);
    group.leave();
  }

  /** The window that fires first, or null. */
  @Nullable WindowGroups<A> first() {
    return inOrder.isEmpty() ? null : inOrder.first();
  }

  /** The windows, in the order in which they fire. */
  Iterable<WindowGroups<A>> windows() {
    return inOrder;
  }

  /** The key groups of the table. */
  KeyGroupRange keyGroups() {
    return keyGroups;
  }

  /** The table with all groups of the window in it; none of them is in memory then. */
  TableView spill(WindowGroups<A> window) {
    window.groups.values().forEach(this::leave);
    window.groups.clear();
    weight.tell();
    return backend.view(TABLE);
  }

  /** Groups of the window in the table, one after the other. */
  StoredGroups read(TableView view, WindowGroups<A> window, int keyGroup) {
    return new StoredGroups(view, keyGroup, window.prefix(), weight.mostOfGroup());
  }

  /** Lets go of a group in memory that is to be emitted. */
  void discard(Group<A> group) {
    writeBack.discard(group);
    weight.left(group);
  }

  /** Removes the stored groups of a window in a key group. */
  void remove(WindowGroups<A> window, int keyGroup) {
    byte[] prefix = window.prefix();
    writeBack.table().deleteRange(keyGroup, prefix, CellBytes.afterPrefix(prefix));
  }

  /** Removes a window of which nothing is stored any more, or needed in memory. */
  void forget(WindowGroups<A> window) {
    weight.tell();
    byWindow.remove(window.window);
    inOrder.remove(window);
    lastUsed = null;
  }

  /** Freezes what changed; the returned step encodes it. */
  SnapshotStep freeze(FrozenKeyedState state) {
    return writeBack.freeze(state);
  }
}
