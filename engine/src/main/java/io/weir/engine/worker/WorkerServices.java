package io.weir.engine.worker;

import io.weir.engine.channel.ExchangeProvider;
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
 */
public record WorkerServices(
    Clock clock,
    Executor blocking,
    TaskletExecutor tasklets,
    OperatorFactoryProvider operators,
    ExchangeProvider exchanges,
    StateBackends backends,
    CheckpointStorageProvider storage) {}
