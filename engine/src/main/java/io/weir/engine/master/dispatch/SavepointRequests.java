package io.weir.engine.master.dispatch;

import io.weir.engine.control.Failure;
import io.weir.engine.master.JobState;
import io.weir.engine.master.SavepointResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for a savepoint of a job, or for its stop.
 *
 * <p>Thread: any thread. Answers are given outside of the lock.
 */
final class SavepointRequests {
  private final Map<Long, CompletableFuture<SavepointResult>> waiting = new HashMap<>();
  private long last;
  private Optional<JobState> end = Optional.empty();

  /** The number of a new request. */
  synchronized long next() {
    return ++last;
  }

  /** What the request comes to; known at once when the job is over. */
  CompletableFuture<SavepointResult> await(long requestId) {
    CompletableFuture<SavepointResult> answer = new CompletableFuture<>();
    Optional<JobState> over;
    synchronized (this) {
      over = end;
      if (over.isEmpty()) {
        waiting.put(requestId, answer);
      }
    }
    over.ifPresent(state -> answer.complete(tooLate(requestId, state)));
    return answer;
  }

  /** A request was answered. */
  void answer(SavepointResult result) {
    CompletableFuture<SavepointResult> answer;
    synchronized (this) {
      answer = waiting.remove(result.requestId());
    }
    if (answer != null) {
      answer.complete(result);
    }
  }

  /** The job is over: no further request will be answered. */
  void close(JobState state) {
    Map<Long, CompletableFuture<SavepointResult>> left;
    synchronized (this) {
      end = Optional.of(state);
      left = Map.copyOf(waiting);
      waiting.clear();
    }
    left.forEach((id, answer) -> answer.complete(tooLate(id, state)));
  }

  private static SavepointResult tooLate(long requestId, JobState state) {
    return new SavepointResult(
        requestId, Optional.empty(), Optional.of(Failure.of("the job is " + state, "savepoint")));
  }
}
