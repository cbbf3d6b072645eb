/**
 * Grouping of bounded input in the global window by sorted runs: what does not fit into memory goes
 * to the table of keyed state as one sorted run after another, and is merged when all input has
 * come. Everything here belongs to one subtask thread, but for values that were emitted.
 */
@NullMarked
package io.weir.worker.group.sorted;

import org.jspecify.annotations.NullMarked;
