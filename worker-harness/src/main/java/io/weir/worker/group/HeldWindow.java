package io.weir.worker.group;

import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import java.util.Iterator;

/**
 * A due window of which all groups are in memory.
 *
 * <p>Thread: subtask thread.
 */
final class HeldWindow<A> extends FiringWindow<A> {
  private final WindowGroups<A> window;
  private final WindowTable<A> table;
  private final Grouping<A> grouping;
  private final Iterator<Group<A>> groups;

  HeldWindow(WindowGroups<A> window, WindowTable<A> table, Grouping<A> grouping, Output output) {
    super(window, output);
    this.window = window;
    this.table = table;
    this.grouping = grouping;
    this.groups = window.groups.values().iterator();
  }

  @Override
  Progress step() throws Exception {
    if (!groups.hasNext()) {
      if (window.stored) {
        for (int group = table.keyGroups().first(); group < table.keyGroups().end(); group++) {
          table.remove(window, group);
        }
      }
      table.forget(window);
      return Progress.IDLE;
    }
    Group<A> group = groups.next();
    // First, because a snapshot may still wait for the content and its result may use it up.
    table.discard(group);
    emit(group.userKey, grouping.output(group.content), group.timestamp);
    return Progress.UNFINISHED;
  }
}
