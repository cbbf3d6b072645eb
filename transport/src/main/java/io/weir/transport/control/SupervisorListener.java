package io.weir.transport.control;

import io.weir.engine.control.JobId;

/**
 * What the supervisor of a worker does when the master speaks.
 *
 * <p>Thread: threads of the transport, one call at a time; calls must be short.
 */
public interface SupervisorListener {
  /** Start a process for a job. */
  void onStartJobProcess(JobProcessStart start);

  /** Stop the process, by force if it does not end. Harmless if it is gone. */
  void onStopJobProcess(JobId job, int processNumber, String reason);

  /**
   * The master is lost, was silent for too long, or closed the stream: all job processes are to be
   * stopped. Called once, last; not called after the supervisor itself closed the connection.
   */
  void onMasterLost(String reason);
}
