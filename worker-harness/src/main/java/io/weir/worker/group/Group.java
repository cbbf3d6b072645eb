package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.worker.state.CachedEntry;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.TableWriter;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one key in one window. Stored under {@code [window][key]}; the entry begins
 * with the group's output timestamp.
 *
 * <p>Thread: subtask thread.
 */
final class Group<A> extends CachedEntry {
  /** The timestamp of a group that has none yet. */
  static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private final WindowGroups<A> window;
  private final Grouping<A> grouping;
  final Key key;
  final @Nullable Object userKey;
  A content;
  long timestamp = NO_TIMESTAMP;

  Group(
      WindowGroups<A> window, Grouping<A> grouping, Key key, @Nullable Object userKey, A content) {
    this.window = window;
    this.grouping = grouping;
    this.key = key;
    this.userKey = userKey;
    this.content = content;
  }

  /** The window's groups. */
  WindowGroups<A> window() {
    return window;
  }

  @Override
  protected void write(TableWriter writer) {
    window.stored = true;
    content =
        grouping.write(
            content,
            CellBytes.ordered(timestamp),
            key.keyGroup(),
            window.prefixOf(key.bytes()),
            writer);
  }
}
