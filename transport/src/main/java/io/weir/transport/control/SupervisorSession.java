package io.weir.transport.control;

import io.weir.engine.control.JobId;

/**
 * Takes what one supervisor says.
 *
 * <p>Thread: threads of the transport, one call at a time; calls must be short.
 */
public interface SupervisorSession {
  /** A process of a job is gone or could not be started. */
  void onJobProcessEnded(JobId job, int processNumber, String reason);

  /**
   * The supervisor is lost: its stream broke, or it was silent for too long. Called once, last. Its
   * job processes end by themselves.
   */
  void onLost(String reason);
}
