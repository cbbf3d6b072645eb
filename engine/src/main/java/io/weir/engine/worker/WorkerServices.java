package io.weir.engine.worker;

import io.weir.engine.channel.ExchangeProvider;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.operator.OperatorFactoryProvider;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import io.weir.engine.task.TaskletExecutor;
import io.weir.engine.time.Clock;
import java.util.concurrent.Executor;

/**
 * What a job worker gets from its process.
 *
 * @param clock processing time and monotonic time
 * @param blocking runs what blocks: setting up attempts, writing snapshots
 * @param tasklets carries subtasks
 * @param operators makes operator factories
 * @param exchanges opens channels
 * @param backends opens keyed state backends
 * @param storage opens checkpoint storage
 * @param localCopies what attempts that follow each other in the process leave to the next
 */
public record WorkerServices(
    Clock clock,
    Executor blocking,
    TaskletExecutor tasklets,
    OperatorFactoryProvider operators,
    ExchangeProvider exchanges,
    StateBackends backends,
    CheckpointStorageProvider storage,
    LocalCopies localCopies) {
  /** The services of a process that keeps no copies of state files. */
  public WorkerServices(
      Clock clock,
      Executor blocking,
      TaskletExecutor tasklets,
      OperatorFactoryProvider operators,
      ExchangeProvider exchanges,
      StateBackends backends,
      CheckpointStorageProvider storage) {
    this(clock, blocking, tasklets, operators, exchanges, backends, storage, LocalCopies.NONE);
  }
}
