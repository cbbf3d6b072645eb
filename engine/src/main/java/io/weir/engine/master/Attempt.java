package io.weir.engine.master;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the master knows of the job's attempt: who takes part in it and how far each one is. All
 * sets only grow, so that doubled messages, and messages of two workers in whatever order, do no
 * harm.
 *
 * <p>Thread: owned by its job master.
 */
final class Attempt {
  private final AttemptId id;
  private final Map<SubtaskId, WorkerId> placement;
  private final Optional<CompletedCheckpoint> restoredFrom;
  private final Set<WorkerId> workers;
  private final Set<WorkerId> running = new HashSet<>();
  private final Set<WorkerId> ended = new HashSet<>();
  private final Map<WorkerId, Long> finalized = new LinkedHashMap<>();
  private final Set<SubtaskId> finished = new HashSet<>();
  private boolean checkpointWanted;

  Attempt(
      AttemptId id,
      Map<SubtaskId, WorkerId> placement,
      Optional<CompletedCheckpoint> restoredFrom) {
    this.id = id;
    this.placement = Map.copyOf(placement);
    this.restoredFrom = restoredFrom;
    this.workers = new LinkedHashSet<>(placement.values());
  }

  AttemptId id() {
    return id;
  }

  Map<SubtaskId, WorkerId> placement() {
    return placement;
  }

  Set<WorkerId> workers() {
    return workers;
  }

  Optional<CompletedCheckpoint> restoredFrom() {
    return restoredFrom;
  }

  boolean isOn(WorkerId worker) {
    return workers.contains(worker);
  }

  void running(WorkerId worker) {
    running.add(worker);
  }

  void ended(WorkerId worker) {
    ended.add(worker);
  }

  void finalized(WorkerId worker, long checkpointId) {
    finalized.merge(worker, checkpointId, Math::max);
  }

  /** Notes the end of a subtask of the job; another id is a fault of the sender. */
  void finished(SubtaskId subtask) {
    if (!placement.containsKey(subtask)) {
      throw new IllegalArgumentException(subtask + " is not part of " + id);
    }
    finished.add(subtask);
  }

  /** A subtask waits for a checkpoint. */
  void wantsCheckpoint() {
    checkpointWanted = true;
  }

  /** Whether a subtask has begun to wait for a checkpoint since the last call. */
  boolean takeCheckpointWanted() {
    boolean wanted = checkpointWanted;
    checkpointWanted = false;
    return wanted;
  }

  boolean hasEnded(WorkerId worker) {
    return ended.contains(worker);
  }

  Set<SubtaskId> finishedSubtasks() {
    return finished;
  }

  boolean allRunning() {
    return running.containsAll(workers);
  }

  boolean allEnded() {
    return ended.containsAll(workers);
  }

  boolean allFinished() {
    return finished.size() == placement.size();
  }

  boolean allFinalized(long checkpointId) {
    return workers.stream().allMatch(w -> finalized.getOrDefault(w, -1L) >= checkpointId);
  }
}
