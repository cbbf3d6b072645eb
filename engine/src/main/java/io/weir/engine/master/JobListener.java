package io.weir.engine.master;

/**
 * Is told how a job fares.
 *
 * <p>Thread: the master's loop; must not block.
 */
public interface JobListener {
  /** Something changed. */
  void onStatus(JobStatus status);

  /** A wish for a savepoint, or that the job stops, came to this. */
  default void onSavepoint(SavepointResult result) {}

  /** The job is over, its threads have ended and storage is cleaned up. Called once, last. */
  void onEnd(JobStatus status, JobMetrics metrics);
}
