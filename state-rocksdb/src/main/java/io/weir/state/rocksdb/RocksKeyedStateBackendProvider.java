package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.KeyedStateBackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed state in RocksDB, on a local disk: each operator of each subtask in a database of its own,
 * all of them over one budget of native memory.
 *
 * <p>Thread: any thread.
 */
public final class RocksKeyedStateBackendProvider implements KeyedStateBackendProvider {
  /** The name by which a job chooses this backend. */
  public static final String NAME = "rocksdb";

  private static final Logger LOG = LoggerFactory.getLogger(RocksKeyedStateBackendProvider.class);

  private final Path directory;
  private final SharedMemory memory;
  private final AtomicInteger numbers = new AtomicInteger();

  private RocksKeyedStateBackendProvider(Path directory, SharedMemory memory) {
    this.directory = directory;
    this.memory = memory;
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
    Path directory = Files.createTempDirectory(parent, "rocksdb-");
    NativeLibrary.load(directory);
    return new RocksKeyedStateBackendProvider(directory, new SharedMemory(nativeBytes));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyedStateBackend create(String operator, int subtaskIndex, KeyGroupRange keyGroups) {
    Path own = directory.resolve("db-" + numbers.incrementAndGet());
    return new RocksKeyedStateBackend(keyGroups, new Database(own, memory));
  }

  @Override
  public void close() {
    memory.close();
    try {
      delete(directory);
    } catch (IOException e) {
      // It is a temporary directory; the attempt is over all the same.
      LOG.warn("working state in {} could not be removed", directory, e);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
