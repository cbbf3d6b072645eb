package io.weir.testkit.sim;

import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.JobEvent;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMaster;
import io.weir.engine.master.JobMasterDriver;
import io.weir.engine.master.ManifestStorage;
import io.weir.engine.master.MetricsMerge;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A master process with the engine's job master and its driver in it. */
final class SimMaster {
  /** Attempts that one master may make: the next one begins beyond them. */
  private static final int ATTEMPTS_PER_EPOCH = 1_000;

  private final EventLoop loop;
  private final SimProcess process;
  private final Faults faults;
  private final Census census;
  private final SimHooks hooks;
  private final JobMasterDriver driver;
  private final Map<WorkerId, SimLink<WorkerCommand>> links = new HashMap<>();

  SimMaster(
      int epoch,
      JobSpec job,
      EventLoop loop,
      Faults faults,
      Census census,
      SimHooks hooks,
      CheckpointStorageProvider storage,
      MetricsMerge merge,
      JobListener listener)
      throws IOException {
    this.loop = loop;
    this.process = new SimProcess("master " + epoch);
    this.faults = faults;
    this.census = census;
    this.hooks = hooks;
    driver =
        new JobMasterDriver(
            new JobMaster(job, epoch * ATTEMPTS_PER_EPOCH, merge),
            ManifestStorage.open(job, storage, merge),
            new JobMasterDriver.Environment(
                new SimMasterLoop(loop, process),
                new SimExecutor(loop, process, faults, true),
                new SimClock(loop),
                worker -> command -> send(worker, command),
                replace -> census.violated("threads do not end: " + replace),
                prepare -> {}),
            listener);
    driver.start();
  }

  SimProcess process() {
    return process;
  }

  /** Lets the job use the worker. */
  void register(SimWorker worker) {
    links.put(worker.id(), new SimLink<>(loop, process, worker.process(), faults, worker::take));
    worker.connect(
        new SimLink<>(
            loop,
            worker.process(),
            process,
            faults,
            report -> hooks.report(report, this::deliver)));
    driver.deliver(new JobEvent.WorkerJoined(worker.id()));
  }

  private void deliver(WorkerReport report) {
    driver.report(report);
  }

  void cancel() {
    driver.deliver(new JobEvent.Cancel());
  }

  void workerLost(WorkerId worker) {
    driver.deliver(new JobEvent.WorkerLost(worker, "killed"));
  }

  private void send(WorkerId worker, WorkerCommand command) {
    SimLink<WorkerCommand> link = links.get(worker);
    if (link == null) {
      census.violated(command + " to an unknown worker " + worker);
    } else {
      link.send(command);
    }
  }
}
