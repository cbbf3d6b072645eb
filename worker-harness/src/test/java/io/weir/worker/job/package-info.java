/** Tests of what the operators of a job share. */
@NullMarked
package io.weir.worker.job;

import org.jspecify.annotations.NullMarked;
