package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;

/**
 * Keyed state on the heap.
 *
 * <p>Thread: any thread.
 */
public final class MemoryKeyedStateBackendProvider implements KeyedStateBackendProvider {
  /** The name by which a job chooses this backend. */
  public static final String NAME = "memory";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyedStateBackend create(String operator, int subtaskIndex, KeyGroupRange keyGroups) {
    return new MemoryKeyedStateBackend(keyGroups);
  }
}
