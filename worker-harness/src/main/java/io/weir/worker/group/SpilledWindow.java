package io.weir.worker.group;

import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.state.TableView;
import java.util.function.Function;

/**
 * A due window of which groups are in the table, so that they may be more than fit into memory:
 * they are read key group by key group, and barriers may come between two of these.
 *
 * <p>Thread: subtask thread.
 */
final class SpilledWindow<A> extends FiringWindow<A> {
  private final WindowGroups<A> window;
  private final WindowTable<A> table;
  private final Grouping<A> grouping;
  private final Function<byte[], Object> keyDecoder;
  private final TableView view;
  private int keyGroup;
  private StoredGroups groups;

  SpilledWindow(
      WindowGroups<A> window,
      WindowTable<A> table,
      Grouping<A> grouping,
      Function<byte[], Object> keyDecoder,
      Output output) {
    super(window, output);
    this.window = window;
    this.table = table;
    this.grouping = grouping;
    this.keyDecoder = keyDecoder;
    this.view = table.spill(window);
    this.keyGroup = table.keyGroups().first();
    this.groups = table.read(view, window, keyGroup);
  }

  @Override
  Progress step() throws Exception {
    StoredGroup group = groups.next();
    if (group != null) {
      emit(
          keyDecoder.apply(group.key()),
          grouping.output(group),
          WindowTable.timestampOf(group.head()));
      return Progress.UNFINISHED;
    }
    table.remove(window, keyGroup);
    keyGroup++;
    if (keyGroup == table.keyGroups().end()) {
      table.forget(window);
      return Progress.IDLE;
    }
    groups = table.read(view, window, keyGroup);
    return Progress.MORE;
  }
}
