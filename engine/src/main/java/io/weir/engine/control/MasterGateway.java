package io.weir.engine.control;

/** The way from the part of a worker that runs a job to the job's master. */
public interface MasterGateway {
  /** Sends the report; never blocks and never throws. Thread: any. */
  void send(WorkerReport report);
}
