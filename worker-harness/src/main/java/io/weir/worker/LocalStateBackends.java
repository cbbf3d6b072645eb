package io.weir.worker;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.worker.StateBackends;
import io.weir.state.rocksdb.RocksKeyedStateBackendProvider;
import io.weir.worker.job.WorkerMemory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The keyed state backends that a process has: memory, and RocksDB in a local directory.
 *
 * <p>Thread: any thread; may block.
 */
public final class LocalStateBackends implements StateBackends {
  private final Path directory;

  /**
   * Backends of one process.
   *
   * @param directory where state that is not in memory is kept, below a name of its own; must exist
   */
  public LocalStateBackends(Path directory) {
    this.directory = directory;
  }

  /** Backends that use the process's directory for temporary files. */
  public static LocalStateBackends inTemporaryDirectory() {
    return new LocalStateBackends(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Override
  public KeyedStateBackendProvider open(JobSpec job, AttemptId attempt) throws IOException {
    String name = job.config().stateBackend();
    return switch (name) {
      case MemoryKeyedStateBackendProvider.NAME -> new MemoryKeyedStateBackendProvider();
      case RocksKeyedStateBackendProvider.NAME ->
          RocksKeyedStateBackendProvider.open(
              directory, WorkerMemory.of(job.graph().payload()).nativeBytes());
      default -> throw new IllegalArgumentException("there is no state backend " + name);
    };
  }
}
