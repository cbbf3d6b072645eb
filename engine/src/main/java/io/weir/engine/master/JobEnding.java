package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.master.JobCommand.WriteSavepoint;

/**
 * What follows from a complete checkpoint: most are finalized and the job goes on; behind the final
 * one, and behind the last before a stop, it ends.
 *
 * <p>Thread: owned by its job master.
 */
final class JobEnding {
  private final JobLife life;
  private final Outbox outbox;
  private final CheckpointHistory history;
  private final Savepoints savepoints;
  private final MetricsLedger metrics;
  private long finalCheckpointId;
  private long lastCheckpointId;

  JobEnding(
      JobLife life,
      Outbox outbox,
      CheckpointHistory history,
      Savepoints savepoints,
      MetricsLedger metrics) {
    this.life = life;
    this.outbox = outbox;
    this.history = history;
    this.savepoints = savepoints;
    this.metrics = metrics;
  }

  /** The checkpoint's manifest is durable. */
  void completed(PendingCheckpoint checkpoint, CheckpointRef ref) {
    life.policy().checkpointCompleted();
    outbox.deleteAll(
        history.completed(
            new CompletedCheckpoint(ref, true, metrics.committed(checkpoint)),
            checkpoint.startedMs(),
            life.nowMs()));
    savepoints
        .completed(checkpoint.id(), checkpoint.kind(), checkpoint.isFinal())
        .forEach(copy -> outbox.add(new WriteSavepoint(copy.requestId(), ref, copy.path())));
    if (life.state().isRunning()) {
      life.forgetFailure();
      if (checkpoint.isFinal()) {
        finish(checkpoint.id(), JobState.DONE);
      } else if (checkpoint.kind() == CheckpointKind.LAST) {
        // Nothing may follow before it is known whether the job ends here.
        requireNonNull(life.coordinator()).hold();
        lastCheckpointId = checkpoint.id();
      } else {
        finalizeCheckpoint(checkpoint.id(), false);
      }
    }
    life.goOnIfEnded();
  }

  private void finalizeCheckpoint(long checkpointId, boolean isLast) {
    Attempt attempt = life.currentAttempt();
    outbox.sendToAll(
        attempt, new WorkerCommand.CompleteCheckpoint(attempt.id(), checkpointId, isLast));
  }

  /** The checkpoint is the job's last: all that is left is to finalize it. */
  private void finish(long checkpointId, JobState end) {
    finalizeCheckpoint(checkpointId, true);
    finalCheckpointId = checkpointId;
    life.finish(end);
    closeIfFinalized();
  }

  /** The copy for the stop was written or not. */
  void goOnWithStop() {
    if (life.state() == JobState.FINISHING) {
      closeIfFinalized();
    } else if (life.state() == JobState.STOPPING && savepoints.isStopWritten()) {
      finish(lastCheckpointId, JobState.STOPPED);
    } else if (life.state() == JobState.STOPPING && savepoints.hasStopFailed()) {
      finalizeCheckpoint(lastCheckpointId, false);
      // For the subtasks it is as if the job had never been about to stop.
      AttemptId attempt = life.currentAttempt().id();
      outbox.sendToAll(
          life.currentAttempt(), new WorkerCommand.AbortCheckpoint(attempt, lastCheckpointId));
      outbox.answer(savepoints.endStop());
      life.enterRunning();
      requireNonNull(life.coordinator()).goOn(life.nowMs());
    }
  }

  /** Closes the subtasks if nothing is left to be finalized, and the copy for a stop is written. */
  void closeIfFinalized() {
    if (life.state() == JobState.FINISHING
        && life.currentAttempt().allFinalized(finalCheckpointId)
        && !savepoints.isStopCopying()) {
      life.close();
    }
  }
}
