/**
 * The processes of a worker: a supervisor without user code, and below it one process for each job,
 * which never outlives the supervisor or the master. A process is started without a job, often
 * before there is one, and gets it through its standard input.
 */
@NullMarked
package io.weir.worker.process;

import org.jspecify.annotations.NullMarked;
