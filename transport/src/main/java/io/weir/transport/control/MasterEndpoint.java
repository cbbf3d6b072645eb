package io.weir.transport.control;

import io.weir.transport.RefusedException;

/**
 * What a master does when workers come. Calls for different streams come at the same time.
 *
 * <p>Thread: threads of the transport; calls must be short.
 */
public interface MasterEndpoint {
  /**
   * A supervisor has connected.
   *
   * @param link the way to it, usable at once
   * @return takes what the supervisor says
   * @throws RefusedException it is not wanted; it is told the reason
   */
  SupervisorSession supervisorConnected(SupervisorHello hello, SupervisorLink link)
      throws RefusedException;

  /**
   * A process that runs a job on a worker has connected. Its token and number must be checked: they
   * must be those of the latest {@link JobProcessStart} for the job and worker.
   *
   * @param link the way to it, usable at once
   * @return takes what the process says
   * @throws RefusedException it is not wanted; it is told the reason
   */
  JobProcessSession jobProcessConnected(JobProcessHello hello, JobProcessLink link)
      throws RefusedException;
}
