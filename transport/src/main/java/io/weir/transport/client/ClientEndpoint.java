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
 * <p>Thread: any number of threads of the transport; may block for short.
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

  /** The job's metric cells; empty if it is not known. */
  Optional<JobMetrics> metrics(JobId job) throws InterruptedException;
}
