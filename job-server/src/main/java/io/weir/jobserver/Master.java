package io.weir.jobserver;

import io.weir.engine.master.ManifestStorage;
import io.weir.engine.master.MetricsMerge;
import io.weir.engine.master.dispatch.Dispatcher;
import io.weir.engine.master.dispatch.JobHandle;
import io.weir.engine.time.Clock;
import io.weir.plan.metrics.BeamMetricCells;
import io.weir.storage.CheckpointStorages;
import io.weir.transport.Heartbeats;
import io.weir.transport.WireVersion;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.master.MasterServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master: jobs, workers and artifacts behind one port. Jobs that an earlier master left in the
 * directory are taken up.
 *
 * <p>Thread: any thread.
 */
final class Master implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Master.class);
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_ENDED_JOBS = 100;

  private final Dispatcher dispatcher;
  private final WorkerRegistry workers;
  private final JobRegistry jobs;
  private final MasterServer server;
  private final DirectoryLock lock;

  private Master(
      Dispatcher dispatcher,
      WorkerRegistry workers,
      JobRegistry jobs,
      MasterServer server,
      DirectoryLock lock) {
    this.dispatcher = dispatcher;
    this.workers = workers;
    this.jobs = jobs;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts a master.
   *
   * @param address where it listens; port 0 for any free one
   * @param directory where it keeps jobs, artifacts, and checkpoints of jobs that name no directory
   * @param heartbeats when a worker or job process is lost
   * @throws IOException the address or the directory cannot be used; the message says why
   */
  static Master start(InetSocketAddress address, Path directory, Heartbeats heartbeats)
      throws IOException {
    makePrivate(directory);
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return start(address, directory, heartbeats, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Master start(
      InetSocketAddress address, Path directory, Heartbeats heartbeats, DirectoryLock lock)
      throws IOException {
    MetricsMerge merge = BeamMetricCells::merge;
    CheckpointStorages storages = new CheckpointStorages();
    JobStore store = JobStore.open(directory.resolve("jobs"), MAX_ENDED_JOBS);
    ArtifactStore artifacts = ArtifactStore.open(directory.resolve("artifacts"));
    UnusedArtifacts unused = new UnusedArtifacts(artifacts, store);
    unused.remove();
    Dispatcher dispatcher =
        new Dispatcher(
            job ->
                new LastingJobStorage(
                    job.id(), ManifestStorage.open(job, storages, merge), store, unused::remove),
            merge,
            Clock.system());
    WorkerRegistry workers = new WorkerRegistry(dispatcher, WireVersion.CURRENT);
    JobRegistry jobs =
        new JobRegistry(
            dispatcher,
            store,
            directory.resolve("checkpoints").toAbsolutePath().toUri().toString(),
            workers::jobOver);
    // Before the port is open: nobody shall hear that a job is not known.
    jobs.takeUp();
    MasterServer server = MasterServer.start(address, workers, jobs, artifacts, heartbeats);
    return new Master(dispatcher, workers, jobs, server, lock);
  }

  private static void makePrivate(Path directory) throws IOException {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new IOException("cannot make the directory " + directory + ": " + e, e);
    }
  }

  /** Where the master listens. */
  InetSocketAddress address() {
    return server.address();
  }

  /** Cancels the jobs that still run, lets go of the workers and closes the port. */
  @Override
  public void close() {
    List<JobHandle> running =
        dispatcher.jobs().stream()
            .filter(status -> !status.state().isTerminal())
            .flatMap(status -> dispatcher.job(status.id()).stream())
            .toList();
    running.forEach(job -> jobs.cancel(job.id()));
    try {
      for (JobHandle job : running) {
        if (job.awaitDone(CANCEL_TIMEOUT).isEmpty()) {
          LOG.warn("job {} did not end in time", job.id());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.close();
    server.close();
    lock.close();
  }
}
