package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import java.io.IOException;

/**
 * A kind of keyed state backend, chosen for a job by its name. One instance serves one attempt of a
 * job in one process and owns what its backends share, such as a directory.
 *
 * <p>Thread: {@link #create} is called from the threads of the subtasks, at the same time.
 */
public interface KeyedStateBackendProvider extends AutoCloseable {
  /** The name by which a job chooses it, such as {@code memory}. */
  String name();

  /**
   * Makes an empty backend.
   *
   * @param operator stable name of the operator that it is for
   * @param subtaskIndex index of the subtask
   * @param keyGroups the key groups of the subtask
   */
  KeyedStateBackend create(String operator, int subtaskIndex, KeyGroupRange keyGroups)
      throws IOException;

  /** Called once when every backend has been closed. */
  @Override
  default void close() {}
}
