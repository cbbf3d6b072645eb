package io.weir.jobserver;

import io.weir.engine.control.JobSpec;
import java.util.Optional;

/**
 * A job that an earlier master left running.
 *
 * @param sequence jobs that were submitted later have a greater number
 * @param spec what to run
 * @param lastAttempt no attempt with a greater number was made
 * @param cancelled whether a user has asked for the job to be stopped
 * @param stop that a user has asked for the job to be stopped, and has no answer yet
 */
record StoredJob(
    long sequence, JobSpec spec, int lastAttempt, boolean cancelled, Optional<StopWish> stop) {}
