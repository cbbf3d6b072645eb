package io.weir.runner;

import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStatus.CheckpointStatus;
import io.weir.engine.master.VertexStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A job whose statuses are written beforehand; each wait sees the next one. */
final class FakeJobClient implements JobClient {
  static final JobId ID = new JobId("0123456789abcdef0123456789abcdef");

  private final Deque<JobStatus> statuses = new ArrayDeque<>();
  private final FakeClock clock;
  private final List<Duration> waits = new ArrayList<>();
  private boolean reachable = true;

  FakeJobClient(FakeClock clock) {
    this.clock = clock;
  }

  /** The next look at the job shows this. */
  FakeJobClient then(JobState state, Optional<Failure> failure, VertexStatus... vertices) {
    CheckpointStatus checkpoints = new CheckpointStatus(4, "file:///c/4", 2500, 20, 3, 0, -1);
    statuses.add(
        new JobStatus(ID, "words", state, 1, 1, 1, checkpoints, List.of(vertices), failure));
    return this;
  }

  /** From now on nobody answers. */
  void cutOff() {
    reachable = false;
  }

  /** How long the console waited each time. */
  List<Duration> waits() {
    return waits;
  }

  /** Live figures of a vertex with two subtasks. */
  static VertexStatus vertex(int id, int finished, double inPerSecond, long watermark) {
    return new VertexStatus(
        id, "v" + id, 2, finished, 10, 10, inPerSecond, 0, Watermark.MIN, watermark, "");
  }

  @Override
  public JobId id() {
    return ID;
  }

  @Override
  public JobStatus status() {
    return statuses.remove();
  }

  @Override
  public Optional<JobStatus> awaitDone(Duration timeout) throws IOException {
    if (!reachable) {
      throw new IOException("connection refused");
    }
    waits.add(timeout);
    clock.advance(timeout.toMillis());
    return statuses.element().state().isTerminal()
        ? Optional.of(statuses.remove())
        : Optional.empty();
  }

  @Override
  public void cancel() {
    throw new UnsupportedOperationException("a console only watches");
  }

  @Override
  public String savepoint(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String stop(boolean drain, String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JobMetrics metrics() {
    return JobMetrics.NONE;
  }

  @Override
  public String howToCancel() {
    return "press the red button to cancel it";
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("a console only watches");
  }
}
