package io.weir.transport.control;

import io.weir.engine.control.WorkerReport;

/**
 * Takes what one process that runs a job says.
 *
 * <p>Thread: threads of the transport, one call at a time; calls must be short.
 */
public interface JobProcessSession {
  /** The process reports; reports come in the order in which they were sent. */
  void onReport(WorkerReport report);

  /**
   * The process is lost: its stream broke, it was silent for too long, or it sent what cannot be
   * read. Called once, last.
   */
  void onLost(String reason);
}
