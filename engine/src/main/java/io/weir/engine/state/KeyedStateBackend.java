package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;

/**
 * The keyed state of one operator in one subtask: named tables over the subtask's key groups.
 *
 * <p>Thread: the subtask thread.
 */
public interface KeyedStateBackend extends AutoCloseable {
  /** The key groups of the subtask. Other key groups must not be used. */
  KeyGroupRange keyGroups();

  /**
   * The table of that name, made when first asked for. The name is part of the snapshot format: a
   * restored operator finds its entries under the same name.
   */
  OrderedTable table(String name);

  /** Freezes all tables as they are now, without copying them. */
  FrozenKeyedState freeze();

  @Override
  void close();
}
