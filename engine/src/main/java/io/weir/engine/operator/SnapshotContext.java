package io.weir.engine.operator;

import io.weir.engine.state.FrozenKeyedState;

/**
 * What an operator's snapshot writes to, next to the operator state and broadcast state of its
 * {@link OperatorContext}.
 *
 * @param checkpointId the checkpoint
 * @param keyedState the operator's keyed state, frozen at the barrier; entries that the operator's
 *     cache holds are written into it until the snapshot step is done
 */
public record SnapshotContext(long checkpointId, FrozenKeyedState keyedState) {}
