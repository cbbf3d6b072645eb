/**
 * Beam state over the engine's byte tables: an object cache with dirty tracking that is
 * authoritative while an entry is in it, written back at checkpoints and evictions. Everything here
 * belongs to one subtask thread.
 */
@NullMarked
package io.weir.worker.state;

import org.jspecify.annotations.NullMarked;
