package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;

/** Broadcast state on the heap. Thread: the subtask thread. */
public final class MemoryBroadcastStateStore implements BroadcastStateStore {
  private final MemoryKeyedStateBackend tables =
      new MemoryKeyedStateBackend(new KeyGroupRange(0, 1));

  @Override
  public OrderedTable table(String name) {
    return tables.table(name);
  }

  /** Freezes all tables as they are now, without copying them. */
  public FrozenKeyedState freeze() {
    return tables.freeze();
  }
}
