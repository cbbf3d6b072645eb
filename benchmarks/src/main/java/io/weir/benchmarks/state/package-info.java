/** Jobs and measurements of state: how much, how fast, in how much memory. */
@NullMarked
package io.weir.benchmarks.state;

import org.jspecify.annotations.NullMarked;
