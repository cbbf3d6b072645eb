package io.weir.transport.control;

import io.weir.engine.control.WorkerGateway;

/**
 * The way from a master to a process that runs a job. What is sent after the process was lost
 * reaches nobody; the loss is told to the session. Where the job's processes serve their channels
 * is told to all of them by the transport itself.
 *
 * <p>Thread: any thread; calls neither block nor throw.
 */
public interface JobProcessLink extends WorkerGateway {
  /** Ends the stream; the process is told the reason. The session is told that it is lost. */
  void close(String reason);
}
