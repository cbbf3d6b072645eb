package io.weir.engine.control;

/** The way from a job master to the part of a worker that runs its job. */
public interface WorkerGateway {
  /**
   * Sends the command; never blocks and never throws. A lost worker is reported elsewhere. Thread:
   * any.
   */
  void send(WorkerCommand command);
}
