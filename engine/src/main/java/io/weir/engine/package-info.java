/**
 * The streaming engine: job graphs, subtasks, channels, time, state, checkpoints and the job
 * master.
 *
 * <p>It knows neither Beam nor gRPC nor RocksDB; those meet it through the interfaces it declares.
 */
@NullMarked
package io.weir.engine;

import org.jspecify.annotations.NullMarked;
