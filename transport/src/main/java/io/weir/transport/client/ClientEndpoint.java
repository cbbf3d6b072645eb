package io.weir.transport.client;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.dispatch.WorkerStatus;
import io.weir.transport.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * What a master does for clients.
 *
 * <p>Thread: any number of threads of the transport; may block.
 */
public interface ClientEndpoint {
  /**
   * Starts the job. All its artifacts are in the store.
   *
   * @throws RefusedException it cannot be run; the client is told the reason
   */
  void submit(JobSpec job) throws RefusedException;

  /** What is known of the job; empty if it is not known. Never blocks; asked often. */
  Optional<JobStatus> status(JobId job);

  /** All known jobs, oldest first. */
  List<JobStatus> jobs();

  /** The registered workers. */
  List<WorkerStatus> workers();

  /** Asks for the job to be stopped; false if it is not known. Harmless if it is over. */
  boolean cancel(JobId job);

  /**
   * Waits for a savepoint of the job.
   *
   * @param path the directory for it, as a URI; empty for the default one
   * @return the savepoint's own directory, as a URI
   * @throws RefusedException there is none; the client is told the reason
   */
  String savepoint(JobId job, String path) throws RefusedException, InterruptedException;

  /**
   * Stops the job and waits until it has stopped.
   *
   * @param drain whether the sources end first, and all that follows from that is done
   * @param path the directory for a savepoint, as a URI; empty for the default one, or for none
   *     when draining
   * @return the savepoint's own directory, as a URI; empty when none was asked for
   * @throws RefusedException the job was not stopped so; the client is told the reason
   */
  String stop(JobId job, boolean drain, String path) throws RefusedException, InterruptedException;

  /**
   * Stops the job behind a savepoint and starts another one from it that has the same name and
   * another parallelism.
   *
   * @return the new job
   * @throws RefusedException it was not done; the client is told the reason, and how far it came
   */
  JobId rescale(JobId job, int parallelism) throws RefusedException, InterruptedException;

  /** The job's metric cells; empty if it is not known. */
  Optional<JobMetrics> metrics(JobId job) throws InterruptedException;
}
