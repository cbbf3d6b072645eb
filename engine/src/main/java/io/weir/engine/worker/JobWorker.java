package io.weir.engine.worker;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job in one process, attempt after attempt: a new attempt starts when every thread of the
 * one before has ended.
 *
 * <p>Commands may arrive twice and late: one for an attempt that was left behind is ignored, except
 * that a request to end it is answered again.
 *
 * <p>Thread: any thread; calls do not block.
 */
public final class JobWorker implements WorkerGateway {
  private final WorkerId self;
  private final MasterGateway master;
  private final WorkerServices services;
  private @Nullable AttemptRun running;
  private WorkerCommand.@Nullable Deploy waiting;
  private WorkerCommand.@Nullable Drain waitingDrain;
  // No attempt up to this number will be started any more.
  private int lastAttempt = -1;

  /**
   * A worker that waits for its first command.
   *
   * @param self the worker's identity
   * @param master where reports go
   * @param services what the process offers
   */
  public JobWorker(WorkerId self, MasterGateway master, WorkerServices services) {
    this.self = self;
    this.master = master;
    this.services = services;
  }

  @Override
  public synchronized void send(WorkerCommand command) {
    if (command instanceof WorkerCommand.Deploy deploy) {
      deploy(deploy);
    } else if (running != null && running.attempt().equals(command.attempt())) {
      running.handle(command);
    } else if (command instanceof WorkerCommand.Drain drain) {
      // Comes right after the deployment, which may still wait.
      waitingDrain = drain;
    } else if (command instanceof WorkerCommand.CancelAttempt
        || command instanceof WorkerCommand.CloseAttempt) {
      endOther(command.attempt());
    }
  }

  /** Whether there is no attempt, so that the process could end. */
  public synchronized boolean isIdle() {
    return running == null && waiting == null;
  }

  /** Cancels whatever runs, as when the master is lost. The end is reported as usual. */
  public synchronized void stop() {
    waiting = null;
    if (running != null) {
      running.stop();
    }
  }

  private void deploy(WorkerCommand.Deploy deploy) {
    if (deploy.attempt().number() <= lastAttempt) {
      return;
    }
    lastAttempt = deploy.attempt().number();
    if (running == null) {
      start(deploy);
    } else {
      waiting = deploy;
      running.stop();
    }
  }

  private void start(WorkerCommand.Deploy deploy) {
    AttemptRun run = new AttemptRun(self, deploy, master, services, this::attemptEnded);
    running = run;
    WorkerCommand.Drain drain = waitingDrain;
    waitingDrain = null;
    if (drain != null && drain.attempt().equals(deploy.attempt())) {
      run.handle(drain);
    }
    run.start();
  }

  private synchronized void attemptEnded() {
    running = null;
    WorkerCommand.Deploy next = waiting;
    if (next != null) {
      waiting = null;
      start(next);
    }
  }

  private void endOther(AttemptId attempt) {
    WorkerCommand.Deploy next = waiting;
    if (next != null && next.attempt().equals(attempt)) {
      waiting = null;
    }
    lastAttempt = Math.max(lastAttempt, attempt.number());
    master.send(new WorkerReport.AttemptEnded(attempt, self));
  }
}
