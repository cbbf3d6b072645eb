/**
 * The processes of a worker: a supervisor without user code, and below it one process for each job,
 * which never outlives the supervisor or the master.
 */
@NullMarked
package io.weir.worker.process;

import org.jspecify.annotations.NullMarked;
