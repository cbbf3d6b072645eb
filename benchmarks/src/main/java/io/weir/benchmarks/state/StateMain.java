package io.weir.benchmarks.state;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.state.rocksdb.RocksKeyedStateBackendProvider;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What state costs on RocksDB: access through Beam's API to hot and cold keys, checkpoints of a
 * large state of which little changed, and restores. Arguments: a directory for temporary files,
 * and the megabytes of the large state.
 */
public final class StateMain {
  private static final long NATIVE_BYTES = 256L << 20;

  private StateMain() {}

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    long stateBytes = Long.parseLong(args[1]) << 20;
    try (RocksKeyedStateBackendProvider provider =
        RocksKeyedStateBackendProvider.open(directory, NATIVE_BYTES)) {
      try (KeyedStateBackend backend =
          provider.create("access", 0, new KeyGroupRange(0, StateAccess.KEY_GROUPS))) {
        new StateAccess(backend).measure();
      }
      new StateCheckpoints(provider, directory, stateBytes).measure();
    }
  }
}
