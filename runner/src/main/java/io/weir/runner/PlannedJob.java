package io.weir.runner;

import io.weir.engine.control.JobId;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job that was planned and is not to run: over as soon as it is there.
 *
 * <p>Thread: any thread.
 *
 * @param id the identity that it would have had
 * @param name its name
 */
record PlannedJob(JobId id, String name) implements JobClient {
  @Override
  public JobStatus status() {
    return new JobStatus(
        id,
        name,
        JobState.DONE,
        -1,
        0,
        0,
        new JobStatus.CheckpointStatus(-1, "", -1, -1, 0, 0, -1),
        List.of(),
        Optional.empty());
  }

  @Override
  public Optional<JobStatus> awaitDone(Duration timeout) {
    return Optional.of(status());
  }

  @Override
  public void cancel() {
    // It is over.
  }

  @Override
  public String savepoint(String path) throws IOException {
    throw new IOException("the job was planned only");
  }

  @Override
  public String stop(boolean drain, String path) throws IOException {
    throw new IOException("the job was planned only");
  }

  @Override
  public JobMetrics metrics() {
    return JobMetrics.NONE;
  }

  @Override
  public String howToCancel() {
    return "nothing runs";
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
