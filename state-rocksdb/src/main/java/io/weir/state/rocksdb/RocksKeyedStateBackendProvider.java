package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.KeyedStateBackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keyed state in RocksDB, on a local disk: each operator of each subtask in a database of its own,
 * all of them over one budget of native memory.
 *
 * <p>Thread: any thread.
 */
public final class RocksKeyedStateBackendProvider implements KeyedStateBackendProvider {
  /** The name by which a job chooses this backend. */
  public static final String NAME = "rocksdb";

  /** Smaller databases are written whole faster than their files are made and named. */
  private static final long LEAST_SHARED_BYTES = 4L << 20;

  private final Path directory;
  private final SharedMemory memory;
  private final long leastShared;
  private final AtomicInteger numbers = new AtomicInteger();

  private RocksKeyedStateBackendProvider(Path directory, SharedMemory memory, long leastShared) {
    this.directory = directory;
    this.memory = memory;
    this.leastShared = leastShared;
  }

  /**
   * Backends below a new directory, which goes when the provider is closed.
   *
   * @param parent where the directory is made; must exist
   * @param nativeBytes memory for blocks that were read and for what was written and is not on disk
   *     yet; with very little, somewhat more is used
   */
  public static RocksKeyedStateBackendProvider open(Path parent, long nativeBytes)
      throws IOException {
    return open(parent, nativeBytes, LEAST_SHARED_BYTES);
  }

  /** As above, with another least size of a database whose files checkpoints share. */
  static RocksKeyedStateBackendProvider open(Path parent, long nativeBytes, long leastShared)
      throws IOException {
    Path directory = Files.createTempDirectory(parent, "rocksdb-");
    NativeLibrary.load(directory);
    return new RocksKeyedStateBackendProvider(
        directory, new SharedMemory(nativeBytes), leastShared);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyedStateBackend create(String operator, int subtaskIndex, KeyGroupRange keyGroups) {
    Path own = directory.resolve("db-" + numbers.incrementAndGet());
    return new RocksKeyedStateBackend(keyGroups, new Database(own, memory), leastShared);
  }

  @Override
  public void close() {
    memory.close();
    Directories.delete(directory);
  }
}
