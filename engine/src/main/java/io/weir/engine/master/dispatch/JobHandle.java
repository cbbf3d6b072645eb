package io.weir.engine.master.dispatch;

import io.weir.engine.control.JobId;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * A job that was submitted.
 *
 * <p>Thread: any thread, but never a worker's or master's own.
 */
public interface JobHandle {
  /** The job's identity. */
  JobId id();

  /** The latest that is known. Never blocks. */
  JobStatus status();

  /**
   * Waits until the job is over, which includes that its threads have ended.
   *
   * @return its last status; empty when it is not over after the time-out
   */
  Optional<JobStatus> awaitDone(Duration timeout) throws InterruptedException;

  /**
   * Asks for the job to be stopped; {@link #awaitDone} tells when it has. Harmless if it is over.
   */
  void cancel();

  /** The job's metric cells now. */
  JobMetrics metrics() throws InterruptedException;
}
