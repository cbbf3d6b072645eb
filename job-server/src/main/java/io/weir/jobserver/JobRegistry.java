package io.weir.jobserver;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.SavepointResult;
import io.weir.engine.master.dispatch.Dispatcher;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.master.dispatch.WorkerStatus;
import io.weir.plan.Planner;
import io.weir.transport.RefusedException;
import io.weir.transport.client.ClientEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the master does for clients.
 *
 * <p>Thread: any thread.
 */
final class JobRegistry implements ClientEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(JobRegistry.class);

  private final Dispatcher dispatcher;
  private final JobStore store;
  private final String checkpoints;
  private final Consumer<JobId> onJobOver;

  /**
   * A registry on top of the dispatcher.
   *
   * @param store keeps the jobs for the next master
   * @param checkpoints URI of the directory for jobs that name none
   * @param onJobOver told when a job is over; must not block
   */
  JobRegistry(
      Dispatcher dispatcher, JobStore store, String checkpoints, Consumer<JobId> onJobOver) {
    this.dispatcher = dispatcher;
    this.store = store;
    this.checkpoints = checkpoints;
    this.onJobOver = onJobOver;
  }

  /** Takes up the jobs that an earlier master has left. */
  void takeUp() {
    for (StoredJob left : store.running()) {
      JobSpec job = left.spec();
      try {
        JobHandle handle = dispatcher.submit(job, left.lastAttempt() + 1, new Watcher(job));
        if (left.cancelled()) {
          handle.cancel();
        }
        left.stop().ifPresent(wish -> goOnStopping(handle, wish));
        LOG.info("job {} ({}) of an earlier master is taken up", job.name(), job.id());
      } catch (IOException | IllegalArgumentException e) {
        LOG.error("job {} ({}) cannot be taken up", job.name(), job.id(), e);
      }
    }
  }

  /** Whoever asked for it is gone with the earlier master, but meant it. */
  private void goOnStopping(JobHandle job, StopWish wish) {
    var unused =
        job.stop(wish.drain(), wish.path())
            .thenAccept(
                result -> {
                  if (result.failure().isPresent()) {
                    goOn(job.id());
                  }
                });
  }

  private void goOn(JobId job) {
    try {
      store.goOn(job);
    } catch (IOException e) {
      LOG.warn("job {} goes on, but the next master will stop it", job, e);
    }
  }

  @Override
  public void submit(JobSpec job) throws RefusedException {
    JobSpec placed = job.config().checkpoints().path().isEmpty() ? withCheckpoints(job) : job;
    try {
      store.add(placed);
      start(placed);
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedException("the job cannot be started: " + e.getMessage(), e);
    }
    LOG.info("job {} ({}) was submitted", job.name(), job.id());
  }

  private void start(JobSpec job) throws IOException {
    try {
      dispatcher.submit(job, 0, new Watcher(job));
    } catch (IOException | IllegalArgumentException e) {
      store.remove(job.id());
      throw e;
    }
  }

  private JobSpec withCheckpoints(JobSpec job) {
    return new JobSpec(
        job.id(), job.name(), job.graph(), job.config().storedAt(checkpoints), job.artifacts());
  }

  @Override
  public Optional<JobStatus> status(JobId job) {
    return dispatcher
        .job(job)
        .map(JobHandle::status)
        .or(() -> store.ended(job).map(EndedJob::status));
  }

  @Override
  public List<JobStatus> jobs() {
    List<JobStatus> current = dispatcher.jobs();
    Set<JobId> known = current.stream().map(JobStatus::id).collect(Collectors.toSet());
    Stream<JobStatus> earlier =
        store.ended().stream().map(EndedJob::status).filter(job -> !known.contains(job.id()));
    return Stream.concat(earlier, current.stream()).toList();
  }

  @Override
  public List<WorkerStatus> workers() {
    return dispatcher.workers();
  }

  @Override
  public boolean cancel(JobId job) {
    try {
      store.cancel(job);
    } catch (IOException e) {
      LOG.warn("that job {} was cancelled will not outlive this master", job, e);
    }
    Optional<JobHandle> handle = dispatcher.job(job);
    handle.ifPresent(JobHandle::cancel);
    return handle.isPresent() || store.ended(job).isPresent();
  }

  @Override
  public String savepoint(JobId job, String path) throws RefusedException, InterruptedException {
    return await(find(job).savepoint(path));
  }

  @Override
  public String stop(JobId job, boolean drain, String path)
      throws RefusedException, InterruptedException {
    JobHandle handle = find(job);
    boolean first = false;
    try {
      first = store.stop(job, new StopWish(drain, path));
    } catch (IOException e) {
      LOG.warn("that job {} is to stop will not outlive this master", job, e);
    }
    try {
      return await(handle.stop(drain, path));
    } catch (RefusedException e) {
      if (first) {
        goOn(job);
      }
      throw e;
    }
  }

  @Override
  public JobId rescale(JobId id, int parallelism) throws RefusedException, InterruptedException {
    JobSpec job =
        store.running().stream()
            .map(StoredJob::spec)
            .filter(spec -> spec.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new RefusedException("no job " + id + " is running"));
    JobGraph graph;
    try {
      graph = Planner.withParallelism(job.graph(), parallelism);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("the job cannot be rescaled: " + e.getMessage(), e);
    }
    // Not remembered for another master: the job would then end, and nothing follow it.
    String savepoint = await(find(id).stop(false, ""));
    JobSpec next =
        new JobSpec(
            new JobId(UUID.randomUUID().toString().replace("-", "")),
            job.name(),
            graph,
            job.config().startingFrom(savepoint),
            job.artifacts());
    try {
      submit(next);
    } catch (RefusedException e) {
      throw new RefusedException(
          "the job was stopped, and could not be started again from %s: %s"
              .formatted(savepoint, e.getMessage()),
          e);
    }
    return next.id();
  }

  private JobHandle find(JobId job) throws RefusedException {
    return dispatcher.job(job).orElseThrow(() -> new RefusedException("there is no job " + job));
  }

  private static String await(Future<SavepointResult> answer)
      throws RefusedException, InterruptedException {
    SavepointResult result;
    try {
      result = answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (result.failure().isPresent()) {
      throw new RefusedException("no savepoint: " + result.failure().get().message());
    }
    return result.savepoint().map(CheckpointRef::path).orElse("");
  }

  @Override
  public Optional<JobMetrics> metrics(JobId job) throws InterruptedException {
    Optional<JobHandle> handle = dispatcher.job(job);
    return handle.isPresent()
        ? Optional.of(handle.get().metrics())
        : store.ended(job).map(EndedJob::metrics);
  }

  private final class Watcher implements JobListener {
    private final JobSpec job;

    Watcher(JobSpec job) {
      this.job = job;
    }

    @Override
    public void onStatus(JobStatus status) {
      // Clients ask the dispatcher.
    }

    @Override
    public void onEnd(JobStatus status, JobMetrics metrics) {
      LOG.info("job {} ({}) is {}", job.name(), job.id(), status.state());
      onJobOver.accept(job.id());
    }
  }
}
