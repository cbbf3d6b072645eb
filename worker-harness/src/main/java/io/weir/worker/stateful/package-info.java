/** ParDos with state and timers. Everything here belongs to one subtask thread. */
@NullMarked
package io.weir.worker.stateful;

import org.jspecify.annotations.NullMarked;
