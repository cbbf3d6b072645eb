/**
 * Beam timers and watermark holds over the engine's timer and hold tables. Everything here belongs
 * to one subtask thread.
 */
@NullMarked
package io.weir.worker.timer;

import org.jspecify.annotations.NullMarked;
