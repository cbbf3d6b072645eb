/** Tests of clusters of real processes. */
@NullMarked
package io.weir.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
