/**
 * Writing a subtask's snapshot to checkpoint storage, the manifest of a checkpoint, and restoring
 * from it at any parallelism. Blocking I/O: never on a subtask thread that is processing elements.
 */
@NullMarked
package io.weir.engine.snapshot;

import org.jspecify.annotations.NullMarked;
