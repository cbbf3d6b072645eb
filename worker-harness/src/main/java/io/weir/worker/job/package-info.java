/** What all operators of a job share in one process: the rehydrated pipeline and its options. */
@NullMarked
package io.weir.worker.job;

import org.jspecify.annotations.NullMarked;
