package io.weir.engine.master;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.CheckpointKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint under way: which subtasks have made their part durable.
 *
 * <p>Thread: owned by its coordinator.
 */
final class PendingCheckpoint {
  private final long id;
  private final CheckpointKind kind;
  private final long startedMs;
  private final boolean wanted;
  private final Set<SubtaskId> missing;
  private final Map<SubtaskId, SubtaskSnapshot> snapshots = new HashMap<>();
  private boolean allFinished = true;
  private boolean committing;

  /**
   * A checkpoint that every subtask is to take part in.
   *
   * @param wanted whether a subtask waits for it
   */
  PendingCheckpoint(
      long id, CheckpointKind kind, long startedMs, Set<SubtaskId> subtasks, boolean wanted) {
    this.id = id;
    this.kind = kind;
    this.startedMs = startedMs;
    this.wanted = wanted;
    this.missing = new HashSet<>(subtasks);
  }

  long id() {
    return id;
  }

  CheckpointKind kind() {
    return kind;
  }

  long startedMs() {
    return startedMs;
  }

  boolean isWanted() {
    return wanted;
  }

  /** Takes a subtask's part; a second one of the same subtask is ignored. */
  void acknowledged(SubtaskId subtask, SubtaskSnapshot snapshot, boolean finished) {
    if (missing.remove(subtask)) {
      snapshots.put(subtask, snapshot);
      allFinished &= finished;
    }
  }

  boolean isComplete() {
    return missing.isEmpty();
  }

  int missing() {
    return missing.size();
  }

  Map<SubtaskId, SubtaskSnapshot> snapshots() {
    return snapshots;
  }

  /** Whether every subtask had ended before its barrier. Meaningful once complete. */
  boolean isFinal() {
    return isComplete() && allFinished;
  }

  /** From now on only storage decides. */
  void commit() {
    committing = true;
  }

  boolean isCommitting() {
    return committing;
  }
}
