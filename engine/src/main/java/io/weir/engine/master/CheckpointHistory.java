package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.master.JobStatus.CheckpointStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job's checkpoints, and which remains of them are to be removed from storage.
 *
 * <p>What was given up is deleted at once, and again after the next completed checkpoint, because a
 * subtask may have been writing at that moment. What is left even then goes when the attempt has
 * ended ({@link JobCommand.DeleteIncomplete}).
 *
 * <p>Thread: owned by its job master.
 */
final class CheckpointHistory {
  private final RetainedCheckpoints retained;
  private final Set<Long> remains = new TreeSet<>();
  private @Nullable CheckpointRef last;
  private long lastCompletedMs;
  private long lastDurationMs = -1;
  private int completed;
  private int failed;

  CheckpointHistory(int retainedCheckpoints) {
    this.retained = new RetainedCheckpoints(retainedCheckpoints);
  }

  RetainedCheckpoints retained() {
    return retained;
  }

  /** Takes what the job can start from and answers what is too old. */
  List<Long> found(List<CompletedCheckpoint> checkpoints, long nowMs) {
    List<Long> expired = new ArrayList<>();
    for (CompletedCheckpoint checkpoint : checkpoints) {
      expired.addAll(retained.add(checkpoint));
      last = checkpoint.ref();
      lastCompletedMs = nowMs;
    }
    return expired;
  }

  /** Takes a completed checkpoint and answers the ids that are to be deleted. */
  List<Long> completed(CompletedCheckpoint checkpoint, long startedMs, long nowMs) {
    completed++;
    last = checkpoint.ref();
    lastCompletedMs = nowMs;
    lastDurationMs = nowMs - startedMs;
    List<Long> doomed = takeRemains();
    doomed.addAll(retained.add(checkpoint));
    return doomed;
  }

  /** A checkpoint was given up. */
  void abandoned(long checkpointId) {
    failed++;
    remains.add(checkpointId);
  }

  /** A checkpoint of no use is still there. */
  void notDeleted(long checkpointId) {
    remains.add(checkpointId);
  }

  /** The ids of which something may be left in storage. */
  List<Long> takeRemains() {
    List<Long> ids = new ArrayList<>(remains);
    remains.clear();
    return ids;
  }

  /** The figures for people. */
  CheckpointStatus status(Optional<Long> pendingId, long nowMs) {
    CheckpointRef ref = last;
    return new CheckpointStatus(
        ref == null ? -1 : ref.checkpointId(),
        ref == null ? "" : ref.path(),
        ref == null ? -1 : nowMs - lastCompletedMs,
        lastDurationMs,
        completed,
        failed,
        pendingId.orElse(-1L));
  }
}
