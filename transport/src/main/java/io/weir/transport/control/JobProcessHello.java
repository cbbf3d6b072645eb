package io.weir.transport.control;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.JobToken;

/**
 * With what a process that runs a job introduces itself.
 *
 * @param worker the worker that started it
 * @param job the job
 * @param processNumber the number that it was started with
 * @param token the job's secret that it was started with
 * @param dataPort the loopback port at which it serves its channels
 */
public record JobProcessHello(
    WorkerId worker, JobId job, int processNumber, JobToken token, int dataPort) {
  private static final int MAX_PORT = 65535;

  /** Checks the port. */
  public JobProcessHello {
    if (dataPort < 1 || dataPort > MAX_PORT) {
      throw new IllegalArgumentException("not a port: " + dataPort);
    }
  }
}
