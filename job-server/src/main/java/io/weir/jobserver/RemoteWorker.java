package io.weir.jobserver;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.dispatch.Dispatcher;
import io.weir.engine.master.dispatch.WorkerConnection;
import io.weir.transport.JobToken;
import io.weir.transport.RefusedException;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessLink;
import io.weir.transport.control.JobProcessSession;
import io.weir.transport.control.SupervisorHello;
import io.weir.transport.control.SupervisorLink;
import io.weir.transport.control.SupervisorSession;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker in another process: a supervisor, and below it one process for each job.
 *
 * <p>Thread: any thread; calls do not block.
 */
final class RemoteWorker implements WorkerConnection, SupervisorSession {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteWorker.class);

  private final SupervisorHello hello;
  private final SupervisorLink link;
  private final Dispatcher dispatcher;
  private final Consumer<RemoteWorker> onGone;
  private final JobProcesses processes;

  /**
   * A worker whose supervisor has connected.
   *
   * @param tokens the secret of each job
   * @param onGone told once the supervisor is lost
   */
  RemoteWorker(
      SupervisorHello hello,
      SupervisorLink link,
      Dispatcher dispatcher,
      Function<JobId, JobToken> tokens,
      Consumer<RemoteWorker> onGone) {
    this.hello = hello;
    this.link = link;
    this.dispatcher = dispatcher;
    this.onGone = onGone;
    this.processes = new JobProcesses(link, tokens);
  }

  @Override
  public WorkerId id() {
    return hello.worker();
  }

  @Override
  public int slots() {
    return hello.slots();
  }

  @Override
  public WorkerGateway gateway() {
    return processes;
  }

  @Override
  public void replaceJobProcess(AttemptId attempt) {
    LOG.warn(
        "the process of job {} on worker {} is replaced: its threads did not end",
        attempt.job(),
        id());
    processes.kill(attempt.job(), "its threads did not end");
  }

  @Override
  public void prepareJobProcess(JobSpec job) {
    processes.prepare(job);
  }

  /** Ends the process of a job that is over. */
  void jobOver(JobId job) {
    processes.jobOver(job);
  }

  /** The master ends: lets go of the worker. */
  void close(String reason) {
    processes.close(reason);
    link.close(reason);
  }

  /**
   * A process of the worker has connected.
   *
   * @throws RefusedException it is not expected
   */
  JobProcessSession jobProcessConnected(JobProcessHello process, JobProcessLink processLink)
      throws RefusedException {
    processes.connected(process, processLink);
    return new ProcessSession(process.job(), process.processNumber());
  }

  @Override
  public void onJobProcessEnded(JobId job, int processNumber, String reason) {
    if (processes.remove(job, processNumber, reason)) {
      LOG.warn("the process of job {} on worker {} is lost: {}", job, id(), reason);
      dispatcher.jobProcessLost(job, id(), reason);
    }
  }

  @Override
  public void onLost(String reason) {
    LOG.warn("worker {} is lost: {}", id(), reason);
    onGone.accept(this);
    dispatcher.workerLost(id(), reason);
    processes.close("its worker is lost: " + reason);
  }

  private final class ProcessSession implements JobProcessSession {
    private final JobId job;
    private final int number;

    ProcessSession(JobId job, int number) {
      this.job = job;
      this.number = number;
    }

    @Override
    public void onReport(WorkerReport report) {
      if (report.attempt().job().equals(job) && processes.isCurrent(job, number)) {
        dispatcher.send(report);
      }
    }

    @Override
    public void onLost(String reason) {
      processes.disconnected(job, number, "its connection to the master broke: " + reason);
    }
  }
}
