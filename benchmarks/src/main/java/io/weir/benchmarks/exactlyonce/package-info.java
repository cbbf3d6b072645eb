/**
 * A streaming job in which every loss, doubling and reordering shows: sequences of numbers per key
 * in, checked one by one, windowed sums and timers out.
 */
@NullMarked
package io.weir.benchmarks.exactlyonce;

import org.jspecify.annotations.NullMarked;
