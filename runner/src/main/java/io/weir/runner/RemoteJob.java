package io.weir.runner;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.plan.JobPlan;
import io.weir.transport.Loopback;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A job on the cluster that {@code --weirMaster} names.
 *
 * <p>Thread: any thread.
 */
final class RemoteJob implements JobClient {
  private final JobId id;
  private final InetSocketAddress master;
  private final MasterClient client;
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();

  private record Ended(JobStatus status, JobMetrics metrics) {}

  private RemoteJob(JobId id, InetSocketAddress master, MasterClient client) {
    this.id = id;
    this.master = master;
    this.client = client;
  }

  /**
   * Uploads the job's files as far as the master does not have them, and submits the job.
   *
   * @throws IllegalArgumentException the master's address is none, or not one of this machine
   * @throws IOException the master cannot be reached, or refuses the job
   */
  static RemoteJob start(JobId id, String name, JobPlan plan)
      throws IOException, InterruptedException {
    InetSocketAddress master = address(plan.settings().weirMaster());
    MasterClient client = MasterClient.of(master);
    try (JobArtifacts artifacts = JobArtifacts.of(plan.settings().options())) {
      artifacts.upload(client.artifacts());
      client.submit(
          new JobSpec(
              id,
              name,
              plan.graph(),
              plan.settings()
                  .toJobConfig(
                      absolute(plan.settings().checkpointStoragePath()),
                      absolute(plan.settings().savepointPath()),
                      plan.restoreRules()),
              artifacts.artifacts()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      client.close();
      throw e;
    }
    RemoteJob job = new RemoteJob(id, master, client);
    Thread watch = new Thread(job::watch, "weir-job-watch");
    watch.setDaemon(true);
    watch.start();
    return job;
  }

  private static InetSocketAddress address(String text) {
    try {
      return Loopback.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--weirMaster=" + text + ": " + e.getMessage(), e);
    }
  }

  /** Processes of the cluster have working directories of their own. */
  private static String absolute(String pathOrUri) {
    boolean complete = pathOrUri.isEmpty() || pathOrUri.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    return complete ? pathOrUri : Path.of(pathOrUri).toAbsolutePath().toUri().toString();
  }

  private void watch() {
    try {
      JobStatus last = client.await(id, status -> {});
      ended.complete(new Ended(last, client.metrics(id)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  @Override
  public JobId id() {
    return id;
  }

  @Override
  public JobStatus status() throws IOException {
    return hasEnded() ? ended.join().status() : client.status(id);
  }

  private boolean hasEnded() {
    return ended.isDone() && !ended.isCompletedExceptionally();
  }

  @Override
  public Optional<JobStatus> awaitDone(Duration timeout) throws IOException, InterruptedException {
    try {
      return Optional.of(ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS).status());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    }
  }

  @Override
  public void cancel() throws IOException {
    if (!hasEnded()) {
      client.cancel(id);
    }
  }

  @Override
  public String savepoint(String path) throws IOException {
    return client.savepoint(id, absolute(path));
  }

  @Override
  public String stop(boolean drain, String path) throws IOException {
    return client.stop(id, drain, absolute(path));
  }

  @Override
  public JobMetrics metrics() throws IOException {
    return hasEnded() ? ended.join().metrics() : client.metrics(id);
  }

  @Override
  public String howToCancel() {
    return "Ctrl-C or \"bin/weir cancel %s --weirMaster=%s\" cancels it"
        .formatted(id, Loopback.text(master));
  }

  @Override
  public void close() {
    client.close();
  }
}
