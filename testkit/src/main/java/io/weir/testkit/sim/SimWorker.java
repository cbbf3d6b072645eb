package io.weir.testkit.sim;

import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.worker.JobWorker;
import io.weir.engine.worker.WorkerServices;
import org.jspecify.annotations.Nullable;

/** A worker process with the engine's job worker in it. */
final class SimWorker {
  private final WorkerId id;
  private final SimProcess process;
  private final JobWorker worker;
  private @Nullable SimLink<WorkerReport> toMaster;

  SimWorker(WorkerId id, SimProcess process, WorkerServices services) {
    this.id = id;
    this.process = process;
    this.worker = new JobWorker(id, this::report, services);
  }

  WorkerId id() {
    return id;
  }

  SimProcess process() {
    return process;
  }

  boolean isIdle() {
    return worker.isIdle();
  }

  /** From now on reports go there. */
  void connect(SimLink<WorkerReport> link) {
    toMaster = link;
  }

  private void report(WorkerReport report) {
    SimLink<WorkerReport> link = toMaster;
    if (link != null) {
      link.send(report);
    }
  }

  void take(WorkerCommand command) {
    worker.send(command);
  }

  /** The master was silent for too long. */
  void stop() {
    worker.stop();
  }
}
