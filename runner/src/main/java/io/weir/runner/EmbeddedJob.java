package io.weir.runner;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.embedded.EmbeddedCluster;
import io.weir.engine.embedded.EmbeddedServices;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.SavepointResult;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.operator.OperatorFactoryProvider;
import io.weir.engine.time.Clock;
import io.weir.plan.JobPlan;
import io.weir.plan.metrics.BeamMetricCells;
import io.weir.storage.CheckpointStorages;
import io.weir.worker.BeamOperatorFactory;
import io.weir.worker.LocalStateBackends;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * A job on a cluster of its own in this JVM.
 *
 * <p>Thread: any thread.
 */
final class EmbeddedJob implements JobClient {
  private final EmbeddedCluster cluster;
  private final JobHandle handle;
  private final CheckpointDirectory checkpoints;

  private EmbeddedJob(EmbeddedCluster cluster, JobHandle handle, CheckpointDirectory checkpoints) {
    this.cluster = cluster;
    this.handle = handle;
    this.checkpoints = checkpoints;
  }

  /**
   * Starts a job. User code runs with the caller's context class loader.
   *
   * @param wrap puts something around the factories of operators
   */
  static EmbeddedJob start(
      JobId id, String name, JobPlan plan, UnaryOperator<OperatorFactoryProvider> wrap)
      throws IOException {
    ClassLoader classLoader = userClassLoader();
    CheckpointDirectory checkpoints =
        CheckpointDirectory.of(plan.settings().checkpointStoragePath(), id);
    EmbeddedServices services =
        new EmbeddedServices(
            wrap.apply((job, attempt) -> new BeamOperatorFactory(job.payload(), classLoader)),
            new CheckpointStorages(checkpoints.durability()),
            LocalStateBackends.inTemporaryDirectory(),
            BeamMetricCells::merge,
            Clock.system(),
            classLoader);
    EmbeddedCluster cluster = new EmbeddedCluster(services, plan.settings().workers());
    JobSpec spec =
        new JobSpec(
            id,
            name,
            plan.graph(),
            plan.settings()
                .toJobConfig(
                    checkpoints.uri(), plan.settings().savepointPath(), plan.restoreRules()),
            List.of());
    try {
      return new EmbeddedJob(cluster, cluster.submit(spec), checkpoints);
    } catch (IOException | RuntimeException e) {
      cluster.close();
      checkpoints.deleteIfTemporary();
      throw e;
    }
  }

  private static ClassLoader userClassLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? EmbeddedJob.class.getClassLoader() : context;
  }

  @Override
  public JobId id() {
    return handle.id();
  }

  @Override
  public JobStatus status() {
    return handle.status();
  }

  @Override
  public Optional<JobStatus> awaitDone(Duration timeout) throws InterruptedException {
    return handle.awaitDone(timeout);
  }

  @Override
  public void cancel() {
    handle.cancel();
  }

  @Override
  public String savepoint(String path) throws IOException, InterruptedException {
    return await(handle.savepoint(lasting(path)));
  }

  @Override
  public String stop(boolean drain, String path) throws IOException, InterruptedException {
    return await(handle.stop(drain, drain && path.isEmpty() ? path : lasting(path)));
  }

  /** A savepoint beside temporary checkpoints would go with them. */
  private String lasting(String path) throws IOException {
    if (path.isEmpty() && checkpoints.temporary()) {
      throw new IOException(
          "a savepoint needs a directory, since the job has no --checkpointStoragePath");
    }
    return path;
  }

  private static String await(Future<SavepointResult> answer)
      throws IOException, InterruptedException {
    SavepointResult result;
    try {
      result = answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (result.failure().isPresent()) {
      throw new IOException("no savepoint: " + result.failure().get().message());
    }
    return result.savepoint().map(CheckpointRef::path).orElse("");
  }

  @Override
  public JobMetrics metrics() throws InterruptedException {
    return handle.metrics();
  }

  @Override
  public String howToCancel() {
    return "Ctrl-C cancels it";
  }

  @Override
  public void close() {
    cluster.close();
    JobStatus status = handle.status();
    boolean mayBeContinued = status.state() == JobState.FAILED && checkpoints.mayHoldAny();
    if (status.state().isTerminal() && !mayBeContinued) {
      checkpoints.deleteIfTemporary();
    }
  }
}
