package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import java.io.IOException;
import java.util.List;

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

  /** The table of that name as it is now, to be read on any thread and at any later time. */
  TableView view(String name);

  /** Freezes all tables as they are now, without copying them. */
  FrozenKeyedState freeze();

  /**
   * Fills the empty backend with the entries of its key groups from files of its own form.
   *
   * @param parts what the subtasks had that held some of the key groups
   * @throws IOException they are of another form, cannot be read, or are damaged
   */
  default void restore(List<RestoredFiles> parts) throws IOException {
    if (!parts.isEmpty()) {
      throw new IOException(
          "keyed state in the form of %s cannot be read by this backend; restore it with the backend that wrote it, or from a savepoint"
              .formatted(parts.get(0).form()));
    }
  }

  @Override
  void close();
}
