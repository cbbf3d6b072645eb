package io.weir.engine.master.dispatch;

import io.weir.engine.control.JobId;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.SavepointResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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

  /**
   * Asks for a savepoint.
   *
   * @param path the directory for it, as a URI; empty for the one that the job's configuration has
   *     for it
   * @return what comes of it; when the job is over before, a failure
   */
  CompletableFuture<SavepointResult> savepoint(String path);

  /**
   * Asks for the job to be stopped behind a savepoint.
   *
   * @param drain whether the sources end first, and all that follows from that is done
   * @param path the directory for the savepoint, as a URI; empty for the one that the job's
   *     configuration has for it, or for none when draining
   * @return what comes of it, when the job has stopped
   */
  CompletableFuture<SavepointResult> stop(boolean drain, String path);

  /** The job's metric cells now. */
  JobMetrics metrics() throws InterruptedException;
}
