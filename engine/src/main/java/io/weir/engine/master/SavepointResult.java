package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.Failure;
import java.util.Optional;

/**
 * What became of a user's wish for a savepoint, or that the job stops.
 *
 * @param requestId the wish
 * @param savepoint where it is; empty when there is none
 * @param failure why there is none; empty, too, when none was asked for
 */
public record SavepointResult(
    long requestId, Optional<CheckpointRef> savepoint, Optional<Failure> failure) {}
