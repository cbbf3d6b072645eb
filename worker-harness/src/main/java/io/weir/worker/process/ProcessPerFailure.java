package io.weir.worker.process;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerReport;
import io.weir.transport.data.DataPlane;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes reports on, but for the end of an attempt that failed in this process: the process itself
 * ends instead, so that the next attempt gets a new one. Libraries keep caches in statics, and user
 * code that threw may have left something there that fails again for ever, as KafkaIO leaves
 * producers that were fenced.
 *
 * <p>Thread: any thread.
 */
final class ProcessPerFailure implements MasterGateway {
  private final MasterGateway master;
  private final Runnable endOfProcess;
  private final Set<AttemptId> failed = ConcurrentHashMap.newKeySet();

  /**
   * A gateway.
   *
   * @param master where reports go
   * @param endOfProcess ends the process
   */
  ProcessPerFailure(MasterGateway master, Runnable endOfProcess) {
    this.master = master;
    this.endOfProcess = endOfProcess;
  }

  @Override
  public void send(WorkerReport report) {
    if (report instanceof WorkerReport.AttemptFailed failure && isOwn(failure.failure())) {
      failed.add(report.attempt());
    }
    if (report instanceof WorkerReport.AttemptEnded && failed.contains(report.attempt())) {
      // The master knows of the failure: it has asked for the end.
      endOfProcess.run();
    } else {
      master.send(report);
    }
  }

  /** A channel that broke is another process's failure. */
  private static boolean isOwn(Failure failure) {
    return !failure.stackTrace().contains(DataPlane.class.getPackageName());
  }
}
