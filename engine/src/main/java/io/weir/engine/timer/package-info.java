/**
 * Timers of keys, kept as entries of ordered tables so that snapshots, restore and rescaling treat
 * them as any other keyed state. Owned by one subtask thread.
 */
@NullMarked
package io.weir.engine.timer;

import org.jspecify.annotations.NullMarked;
