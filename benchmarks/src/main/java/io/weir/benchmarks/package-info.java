/** Micro-benchmarks, and comparisons with other runners. */
@NullMarked
package io.weir.benchmarks;

import org.jspecify.annotations.NullMarked;
