package io.weir.jobserver;

import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;

/**
 * A job that is over.
 *
 * @param sequence jobs that were submitted later have a greater number
 * @param status its last status
 * @param metrics its last metrics
 */
record EndedJob(long sequence, JobStatus status, JobMetrics metrics) {}
