package io.weir.runner;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.time.Clock;
import io.weir.plan.JobPlan;
import io.weir.runner.savepoint.PathOrUri;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A job on the cluster that {@code --weirMaster} names. Outlives a restart of the master: what
 * fails because the master cannot be reached is tried again for a while.
 *
 * <p>Thread: any thread.
 */
final class RemoteJob implements JobClient {
  /** How long a master may be out of reach before the job counts as lost to this client. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(10);

  private final JobId id;
  private final InetSocketAddress master;
  private final MasterClient client;
  private final MasterPatience patience = new MasterPatience(Clock.system(), PATIENCE);
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();
  private volatile @Nullable JobStatus latest;

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
                      PathOrUri.absolute(plan.settings().checkpointStoragePath()),
                      PathOrUri.absolute(plan.settings().savepointPath()),
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

  private void watch() {
    try {
      JobStatus last = patience.call(() -> client.await(id, this::heard));
      ended.complete(new Ended(last, patience.call(() -> client.metrics(id))));
    } catch (IOException | InterruptedException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void heard(JobStatus status) {
    patience.reached();
    latest = status;
  }

  @Override
  public JobId id() {
    return id;
  }

  @Override
  public JobStatus status() throws IOException {
    if (hasEnded()) {
      return ended.join().status();
    }
    try {
      return client.status(id);
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      JobStatus known = latest;
      if (known == null || ended.isDone()) {
        throw e;
      }
      return known;
    }
  }

  @Override
  public boolean isReached() {
    return patience.isReached();
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
    if (hasEnded()) {
      return;
    }
    try {
      shortPatience()
          .call(
              () -> {
                client.cancel(id);
                return id;
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String savepoint(String path) throws IOException {
    return client.savepoint(id, PathOrUri.absolute(path));
  }

  @Override
  public String stop(boolean drain, String path) throws IOException {
    return client.stop(id, drain, PathOrUri.absolute(path));
  }

  @Override
  public JobMetrics metrics() throws IOException, InterruptedException {
    return hasEnded() ? ended.join().metrics() : shortPatience().call(() -> client.metrics(id));
  }

  private static MasterPatience shortPatience() {
    return new MasterPatience(Clock.system(), SHORT_PATIENCE);
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
