package io.weir.engine.embedded;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.master.dispatch.WorkerConnection;
import io.weir.engine.worker.JobWorker;
import io.weir.engine.worker.WorkerServices;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker inside the JVM: one {@link JobWorker} for each job.
 *
 * <p>Thread: any thread.
 */
final class EmbeddedWorker implements WorkerConnection, WorkerGateway {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWorker.class);

  private final WorkerId id;
  private final MasterGateway master;
  private final WorkerServices services;
  private final BiConsumer<JobId, WorkerId> onAbandoned;
  private final ConcurrentMap<JobId, JobWorker> jobs = new ConcurrentHashMap<>();

  /**
   * A worker without jobs.
   *
   * @param onAbandoned told when a job's threads would not end and were left behind
   */
  EmbeddedWorker(
      WorkerId id,
      MasterGateway master,
      WorkerServices services,
      BiConsumer<JobId, WorkerId> onAbandoned) {
    this.id = id;
    this.master = master;
    this.services = services;
    this.onAbandoned = onAbandoned;
  }

  @Override
  public WorkerId id() {
    return id;
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public WorkerGateway gateway() {
    return this;
  }

  @Override
  public void send(WorkerCommand command) {
    jobs.computeIfAbsent(command.attempt().job(), job -> new JobWorker(id, master, services))
        .send(command);
  }

  /** Forgets a job that is over. */
  void forget(JobId job) {
    jobs.remove(job);
  }

  /**
   * There is no process to replace. The threads are left behind as they are; what they still do
   * belongs to an attempt that nobody listens to.
   */
  @Override
  public void replaceJobProcess(AttemptId attempt) {
    LOG.error(
        "threads of job {} do not end although they were interrupted; they are left behind",
        attempt.job());
    jobs.remove(attempt.job());
    onAbandoned.accept(attempt.job(), id);
  }
}
