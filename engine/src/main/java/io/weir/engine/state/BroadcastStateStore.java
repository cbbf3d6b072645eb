package io.weir.engine.state;

/**
 * State that is the same on every subtask of an operator: named ordered tables in one key group, 0.
 * The snapshot of subtask 0 counts; every new subtask restores all of it.
 *
 * <p>Thread: the subtask thread.
 */
public interface BroadcastStateStore {
  /** The table of that name, made when first asked for. All entries use key group 0. */
  OrderedTable table(String name);
}
