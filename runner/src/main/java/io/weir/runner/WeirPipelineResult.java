package io.weir.runner;

import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.worker.metrics.BeamMetricResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.jspecify.annotations.Nullable;

/**
 * A job on Weir, as Beam sees it.
 *
 * <p>Thread: any thread.
 */
public final class WeirPipelineResult implements PipelineResult {
  /** Longer than any job; what "for ever" is for the calls that wait. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final JobClient job;
  private final JobFollower follower;

  WeirPipelineResult(JobClient job, JobFollower follower) {
    this.job = job;
    this.follower = follower;
  }

  /** The job's id: 32 hexadecimal digits. */
  public String getJobId() {
    return job.id().value();
  }

  @Override
  public State getState() {
    try {
      State state = stateOf(job.status().state());
      if (state == State.FAILED) {
        follower.failureSeen();
      }
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static State stateOf(JobState state) {
    return switch (state) {
      case CREATED,
          WAITING_FOR_WORKERS,
          DEPLOYING,
          RUNNING,
          STOPPING,
          DRAINING,
          FINISHING,
          CLOSING,
          RESTARTING,
          FAILING,
          CANCELLING ->
          State.RUNNING;
      // Beam's STOPPED is a job that is not over.
      case DONE, STOPPED -> State.DONE;
      case FAILED -> State.FAILED;
      case CANCELLED -> State.CANCELLED;
    };
  }

  /** Asks for the job to be stopped and waits until it is over. */
  @Override
  public State cancel() throws IOException {
    job.cancel();
    try {
      JobStatus last = job.awaitDone(FOR_EVER).orElseThrow();
      follower.awaitTold();
      return stateOf(last.state());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return getState();
    }
  }

  /**
   * Has a savepoint of the job written, from which a job can be started with {@code
   * --savepointPath}, and waits for it. The job goes on.
   *
   * @param path the directory for it, as a path or URI; empty for the cluster's own
   * @return the savepoint's own directory, as a URI
   * @throws IOException there is none; the message says why
   */
  public String savepoint(String path) throws IOException, InterruptedException {
    return job.savepoint(path);
  }

  /**
   * Stops the job behind a savepoint and waits until it has stopped. Nothing that comes after the
   * savepoint is processed.
   *
   * @param path as for {@link #savepoint}
   * @return the savepoint's own directory, as a URI
   * @throws IOException the job goes on; the message says why
   */
  public String stop(String path) throws IOException, InterruptedException {
    return job.stop(false, path);
  }

  /**
   * Ends the job's sources where they are, lets the job come to its end as if its input had ended
   * there, and waits for that.
   *
   * @throws IOException the job failed or was cancelled meanwhile
   */
  public void drain() throws IOException, InterruptedException {
    String unused = job.stop(true, "");
  }

  /**
   * Waits until the job is over.
   *
   * @throws PipelineExecutionException if it failed; the cause is what user code threw
   */
  @Override
  public State waitUntilFinish() {
    State state = await(FOR_EVER);
    return state == null ? getState() : state;
  }

  /**
   * Waits until the job is over, at most for the duration; for ever if it is below 1 ms.
   *
   * @return null when the job is not over yet
   * @throws PipelineExecutionException if it failed; the cause is what user code threw
   */
  @Override
  @SuppressWarnings("NullAway") // Beam says that it may be null, but not in the type
  public @Nullable State waitUntilFinish(org.joda.time.@Nullable Duration duration) {
    return duration == null || duration.getMillis() < 1
        ? waitUntilFinish()
        : await(Duration.ofMillis(duration.getMillis()));
  }

  private @Nullable State await(Duration timeout) {
    try {
      Optional<JobStatus> status = job.awaitDone(timeout);
      if (status.isPresent()) {
        follower.awaitTold();
      }
      if (status.isPresent() && status.get().state() == JobState.FAILED) {
        follower.failureSeen();
        throw JobFailures.of(status.get());
      }
      return status.map(last -> stateOf(last.state())).orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineExecutionException(e);
    }
  }

  @Override
  public MetricResults metrics() {
    return metricsOf(job);
  }

  /** The metrics of a job, now. */
  static MetricResults metricsOf(JobClient job) {
    try {
      JobMetrics metrics = job.metrics();
      return BeamMetricResults.of(cells(metrics.attempted()), cells(metrics.committed()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<byte[]> cells(java.util.Map<String, Bytes> byOperator) {
    return byOperator.values().stream().map(Bytes::toByteArray).toList();
  }
}
