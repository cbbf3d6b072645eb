package io.weir.engine.embedded;

import static java.util.Objects.requireNonNull;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerId;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.ManifestStorage;
import io.weir.engine.master.dispatch.Dispatcher;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.task.ThreadTaskletExecutor;
import io.weir.engine.worker.WorkerServices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A master and its workers in this JVM. Jobs run as they would on a cluster, with real threads,
 * checkpoints and restarts; only processes are missing.
 *
 * <p>Thread: any thread.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final long IDLE_THREADS_LIVE_SECONDS = 2;

  private final Dispatcher dispatcher;
  private final List<EmbeddedWorker> workers = new ArrayList<>();

  /**
   * Starts a cluster.
   *
   * @param workerCount the number of workers, at least 1
   */
  public EmbeddedCluster(EmbeddedServices services, int workerCount) {
    requireNonNull(services);
    if (workerCount < 1) {
      throw new IllegalArgumentException(workerCount + " workers");
    }
    Executor blocking =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_THREADS_LIVE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> newThread(task, services));
    dispatcher =
        new Dispatcher(
            job -> ManifestStorage.open(job, services.storage(), services.metrics()),
            services.metrics(),
            services.clock());
    WorkerServices workerServices =
        new WorkerServices(
            services.clock(),
            blocking,
            new ThreadTaskletExecutor(services.clock(), services.contextClassLoader()),
            services.operators(),
            new SharedExchanges(),
            services.backends(),
            services.storage());
    for (int i = 0; i < workerCount; i++) {
      EmbeddedWorker worker =
          new EmbeddedWorker(
              new WorkerId("embedded-" + i), dispatcher, workerServices, this::abandoned);
      workers.add(worker);
      dispatcher.registerWorker(worker);
    }
  }

  private static Thread newThread(Runnable task, EmbeddedServices services) {
    Thread thread = new Thread(task, "weir-blocking");
    thread.setDaemon(true);
    thread.setContextClassLoader(services.contextClassLoader());
    return thread;
  }

  /**
   * Starts a job.
   *
   * @throws IOException its checkpoint path cannot be used
   */
  public JobHandle submit(JobSpec job) throws IOException {
    return submit(job, new SilentListener());
  }

  /**
   * Starts a job.
   *
   * @param listener is told how the job fares; must not block
   * @throws IOException its checkpoint path cannot be used
   */
  public JobHandle submit(JobSpec job, JobListener listener) throws IOException {
    return dispatcher.submit(job, 0, new Forgetting(job.id(), listener));
  }

  /** The job of that id, running or not long over. */
  public Optional<JobHandle> job(JobId id) {
    return dispatcher.job(id);
  }

  /**
   * Cancels the jobs that still run. Does not wait for their threads, which may be the caller's.
   */
  @Override
  public void close() {
    dispatcher.jobs().stream()
        .filter(status -> !status.state().isTerminal())
        .forEach(status -> dispatcher.job(status.id()).ifPresent(JobHandle::cancel));
  }

  private void abandoned(JobId job, WorkerId worker) {
    dispatcher.jobProcessLost(job, worker, "its threads did not end");
  }

  private static final class SilentListener implements JobListener {
    @Override
    public void onStatus(JobStatus status) {
      // The handle tells those who ask.
    }

    @Override
    public void onEnd(JobStatus status, JobMetrics metrics) {
      // The handle tells those who ask.
    }
  }

  /** Makes the workers forget the job when it is over. */
  private final class Forgetting implements JobListener {
    private final JobId job;
    private final JobListener next;

    Forgetting(JobId job, JobListener next) {
      this.job = job;
      this.next = next;
    }

    @Override
    public void onStatus(JobStatus status) {
      next.onStatus(status);
    }

    @Override
    public void onEnd(JobStatus status, JobMetrics metrics) {
      workers.forEach(worker -> worker.forget(job));
      next.onEnd(status, metrics);
    }
  }
}
