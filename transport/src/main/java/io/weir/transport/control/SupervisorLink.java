package io.weir.transport.control;

import io.weir.engine.control.JobId;

/**
 * The way from a master to the supervisor of a worker. What is sent after the supervisor was lost
 * reaches nobody; the loss is told to the session.
 *
 * <p>Thread: any thread; calls neither block nor throw.
 */
public interface SupervisorLink {
  /** Start a process for a job. It connects to the master by itself. */
  void startJobProcess(JobProcessStart start);

  /** Stop a process of a job, by force if it does not end. Harmless if it is gone. */
  void stopJobProcess(JobId job, int processNumber, String reason);

  /** Ends the stream; the supervisor is told the reason. The session is told that it is lost. */
  void close(String reason);
}
