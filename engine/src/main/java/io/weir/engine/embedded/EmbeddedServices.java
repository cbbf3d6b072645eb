package io.weir.engine.embedded;

import io.weir.engine.master.MetricsMerge;
import io.weir.engine.operator.OperatorFactoryProvider;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import io.weir.engine.time.Clock;
import io.weir.engine.worker.StateBackends;

/**
 * What an embedded cluster is given.
 *
 * @param operators makes operator factories
 * @param storage opens checkpoint storage
 * @param backends opens keyed state backends
 * @param metrics adds up metric cells
 * @param clock processing time and monotonic time
 * @param contextClassLoader the context class loader of all threads that run user code
 */
public record EmbeddedServices(
    OperatorFactoryProvider operators,
    CheckpointStorageProvider storage,
    StateBackends backends,
    MetricsMerge metrics,
    Clock clock,
    ClassLoader contextClassLoader) {}
