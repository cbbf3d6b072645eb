/**
 * Beam metrics of operators: cells that user code counts in, their bytes in snapshots and reports,
 * and the way back to metric results.
 */
@NullMarked
package io.weir.worker.metrics;

import org.jspecify.annotations.NullMarked;
