package io.weir.engine.state;

import io.weir.engine.element.KeyGroupRange;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Keyed state as of a barrier. Its tables can still be written by the subtask thread, for entries
 * that were authoritative in an object cache at the barrier and are encoded a little later; such
 * writes do not touch the working state, and writes to the working state do not show here. When the
 * snapshot step is done the frozen state is handed to another thread, which only scans it.
 */
public interface FrozenKeyedState extends AutoCloseable {
  /** The key groups that it covers. */
  KeyGroupRange keyGroups();

  /** The names of all tables. */
  Set<String> tableNames();

  /** The frozen table of that name, made when first asked for. */
  OrderedTable table(String name);

  /**
   * The state as files that most likely earlier checkpoints have, too, if the backend keeps such
   * and it is worth while. They are there until this is closed. To be called once at most, when
   * nothing will be written any more.
   */
  default Optional<FrozenFiles> files() throws IOException {
    return Optional.empty();
  }

  /** Lets go of the frozen version. */
  @Override
  void close();
}
