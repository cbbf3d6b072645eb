package io.weir.engine.master.dispatch;

import static java.util.Objects.requireNonNull;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.JobCommand.PrepareWorker;
import io.weir.engine.master.JobCommand.ReplaceWorker;
import io.weir.engine.master.JobEvent;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStorage;
import io.weir.engine.master.MetricsMerge;
import io.weir.engine.time.Clock;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry of workers and jobs of a master process. Every job may use every worker. Jobs that
 * are over stay listed until there are too many of them.
 *
 * <p>Thread: any thread. Its lock guards the two maps only and orders what jobs are told about
 * workers; nothing blocks under it.
 */
public final class Dispatcher implements MasterGateway {
  private static final int MAX_ENDED_JOBS = 100;

  private final JobStorageProvider storages;
  private final MetricsMerge merge;
  private final Clock clock;
  private final Map<WorkerId, WorkerConnection> workers = new LinkedHashMap<>();
  private final Map<JobId, JobRun> jobs = new LinkedHashMap<>();

  /** A dispatcher without workers and jobs. */
  public Dispatcher(JobStorageProvider storages, MetricsMerge merge, Clock clock) {
    this.storages = requireNonNull(storages);
    this.merge = requireNonNull(merge);
    this.clock = requireNonNull(clock);
  }

  /** Lets all jobs use the worker: those that wait at once, the others from their next restart. */
  public synchronized void registerWorker(WorkerConnection worker) {
    if (workers.putIfAbsent(worker.id(), worker) != null) {
      throw new IllegalArgumentException("worker " + worker.id() + " is registered already");
    }
    tellAll(new JobEvent.WorkerJoined(worker.id()));
  }

  /** The worker is gone, with all that ran on it. Harmless if it is not registered. */
  public synchronized void workerLost(WorkerId worker, String reason) {
    if (workers.remove(worker) != null) {
      tellAll(new JobEvent.WorkerLost(worker, reason));
    }
  }

  /** The process that ran the job on the worker is gone; the worker can start another one. */
  public synchronized void jobProcessLost(JobId job, WorkerId worker, String reason) {
    JobRun run = jobs.get(job);
    if (run != null) {
      run.deliver(new JobEvent.WorkerLost(worker, reason));
      if (workers.containsKey(worker)) {
        run.deliver(new JobEvent.WorkerJoined(worker));
      }
    }
  }

  /**
   * Starts a job, or takes it over from an earlier master.
   *
   * @param firstAttempt greater than the number of every attempt of the job so far; 0 for a new job
   * @param listener is told how the job fares
   * @throws IllegalArgumentException if a job with this id is running
   * @throws IOException if the job's storage cannot be opened
   */
  public JobHandle submit(JobSpec spec, int firstAttempt, JobListener listener) throws IOException {
    JobStorage storage = storages.open(spec);
    return start(spec, firstAttempt, storage, listener);
  }

  private synchronized JobRun start(
      JobSpec spec, int firstAttempt, JobStorage storage, JobListener listener) {
    JobRun old = jobs.get(spec.id());
    if (old != null && !old.isOver()) {
      throw new IllegalArgumentException("job " + spec.id() + " is running already");
    }
    JobRun run =
        new JobRun(
            spec,
            firstAttempt,
            storage,
            merge,
            clock,
            this::gatewayOf,
            this::replaceWorker,
            this::prepareWorker,
            listener);
    jobs.put(spec.id(), run);
    forgetOldJobs();
    run.start();
    workers.keySet().forEach(worker -> run.deliver(new JobEvent.WorkerJoined(worker)));
    return run;
  }

  /** Hands a report to the master of its job; dropped if there is none. */
  @Override
  public void send(WorkerReport report) {
    JobRun run = runOf(report.attempt().job());
    if (run != null) {
      run.deliver(new JobEvent.Reported(report));
    }
  }

  /** The job of that id. */
  public Optional<JobHandle> job(JobId id) {
    return Optional.ofNullable(runOf(id));
  }

  /** The status of every job, oldest first. */
  public synchronized List<JobStatus> jobs() {
    return jobs.values().stream().map(JobRun::status).toList();
  }

  /** The registered workers. */
  public synchronized List<WorkerStatus> workers() {
    return workers.values().stream().map(w -> new WorkerStatus(w.id(), w.slots())).toList();
  }

  private synchronized @Nullable JobRun runOf(JobId id) {
    return jobs.get(id);
  }

  private void tellAll(JobEvent event) {
    jobs.values().forEach(run -> run.deliver(event));
  }

  private void forgetOldJobs() {
    long ended = jobs.values().stream().filter(JobRun::isOver).count();
    for (Iterator<JobRun> i = jobs.values().iterator(); ended > MAX_ENDED_JOBS; ) {
      if (i.next().isOver()) {
        i.remove();
        ended--;
      }
    }
  }

  private synchronized WorkerGateway gatewayOf(WorkerId worker) {
    WorkerConnection connection = workers.get(worker);
    // A lost worker's loss is on its way to the job; what is sent in between reaches nobody.
    return connection == null ? command -> {} : connection.gateway();
  }

  private synchronized void replaceWorker(ReplaceWorker command) {
    WorkerConnection connection = workers.get(command.worker());
    if (connection != null) {
      connection.replaceJobProcess(command.attempt());
    }
  }

  private synchronized void prepareWorker(PrepareWorker command) {
    WorkerConnection connection = workers.get(command.worker());
    if (connection != null) {
      connection.prepareJobProcess(command.job());
    }
  }
}
