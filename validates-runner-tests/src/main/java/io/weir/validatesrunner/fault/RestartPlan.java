package io.weir.validatesrunner.fault;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When the first attempt of a job is killed: when a checkpoint is complete at whose barrier every
 * gate had let through what it may, or had long had nothing to do.
 *
 * <p>Thread: any thread.
 */
final class RestartPlan {
  private int gates;
  private final Map<Long, Integer> settledByCheckpoint = new ConcurrentHashMap<>();
  private boolean killed;
  private boolean restored;
  private @Nullable Throwable failure;

  /** A gate of the first attempt was made; all are before its first checkpoint is complete. */
  synchronized void opened() {
    gates++;
  }

  /** The barrier passed a gate that has settled. */
  void settled(long checkpointId) {
    settledByCheckpoint.merge(checkpointId, 1, Integer::sum);
  }

  /**
   * A gate heard of a complete checkpoint.
   *
   * @throws RestartOnPurposeException once in the life of the job, when it is time
   */
  synchronized void completed(long checkpointId) {
    if (!killed && settledByCheckpoint.getOrDefault(checkpointId, 0) == gates) {
      killed = true;
      throw new RestartOnPurposeException();
    }
  }

  /** An operator of a later attempt was restored from a checkpoint. */
  synchronized void restored() {
    restored = true;
  }

  /** An operator of a later attempt threw. */
  synchronized void failedAgain(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /** What an operator threw first after the restart. */
  synchronized Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the job was killed, and went on from a checkpoint. */
  synchronized boolean isDone() {
    return killed && restored;
  }
}
