/** Runs a job on a cluster of real processes and kills them at random moments. */
@NullMarked
package io.weir.benchmarks.killtest;

import org.jspecify.annotations.NullMarked;
