/** Clocks and durations. The only package of the engine that reads a clock of the machine. */
@NullMarked
package io.weir.engine.time;

import org.jspecify.annotations.NullMarked;
