package io.weir.runner;

import io.weir.engine.control.JobId;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A job that was submitted, wherever it runs.
 *
 * <p>Thread: any thread.
 */
interface JobClient extends AutoCloseable {
  /** The job's identity. */
  JobId id();

  /** Whether what is said of the job is up to date; false while its master cannot be reached. */
  default boolean isReached() {
    return true;
  }

  /** What can be said of the job now, or what was known last. */
  JobStatus status() throws IOException;

  /**
   * Waits until the job is over, which includes that its threads have ended.
   *
   * @return its last status; empty when it is not over after the time-out
   */
  Optional<JobStatus> awaitDone(Duration timeout) throws IOException, InterruptedException;

  /** Asks for the job to be stopped. Harmless if it is over. */
  void cancel() throws IOException;

  /**
   * Has a savepoint written below the directory and waits for it.
   *
   * @param path the directory, as a path or URI; empty for the cluster's own
   * @return the savepoint's own directory, as a URI
   * @throws IOException there is none; the message says why
   */
  String savepoint(String path) throws IOException, InterruptedException;

  /**
   * Stops the job behind a savepoint, and waits until it has stopped.
   *
   * @param drain whether the sources end first, and all that follows from that is done
   * @param path the directory for the savepoint, as a path or URI; empty for the cluster's own, or
   *     for none when draining
   * @return the savepoint's own directory, as a URI; empty when none was asked for
   * @throws IOException the job was not stopped so; the message says why
   */
  String stop(boolean drain, String path) throws IOException, InterruptedException;

  /** The job's metric cells now. */
  JobMetrics metrics() throws IOException, InterruptedException;

  /** How a person cancels the job, for the terminal. */
  String howToCancel();

  /** Lets go of the job; an embedded one that still runs is cancelled. */
  @Override
  void close();
}
