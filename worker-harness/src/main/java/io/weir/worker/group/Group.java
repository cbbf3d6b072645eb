package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.worker.state.CachedEntry;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.TableWriter;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one key in one window, as far as it is in memory. Stored under {@code
 * [window][key]}; the entry begins with the group's output timestamp.
 *
 * <p>Thread: subtask thread.
 */
final class Group<A> extends CachedEntry {
  /** The timestamp of a group that has none yet. */
  static final long NO_TIMESTAMP = Long.MIN_VALUE;

  /** What a stored group begins with: its timestamp. */
  static final int HEAD_BYTES = Long.BYTES;

  private final WindowGroups<A> window;
  private final Grouping<A> grouping;
  final Key key;
  final @Nullable Object userKey;
  A content;
  long timestamp = NO_TIMESTAMP;

  /** Whether it was used since it was last looked at for what may leave memory. */
  boolean used;

  /** How many things of average size it counts as. */
  int weighed;

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

  /** It was written and leaves memory: what still refers to it must not keep its content there. */
  @SuppressWarnings("NullAway") // Nobody asks for the content any more.
  void leave() {
    content = null;
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
