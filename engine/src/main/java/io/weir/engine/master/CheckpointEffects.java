package io.weir.engine.master;

import io.weir.engine.control.Failure;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.element.CheckpointKind;

/**
 * What follows for a job from the decisions over its checkpoints, as long as its attempt lives.
 *
 * <p>Thread: owned by its job master.
 */
final class CheckpointEffects implements CheckpointCoordinator.Effects {
  private final JobLife life;
  private final Outbox outbox;
  private final CheckpointHistory history;
  private final MetricsLedger metrics;

  CheckpointEffects(JobLife life, Outbox outbox, CheckpointHistory history, MetricsLedger metrics) {
    this.life = life;
    this.outbox = outbox;
    this.history = history;
    this.metrics = metrics;
  }

  @Override
  public void trigger(long checkpointId, CheckpointKind kind) {
    Attempt attempt = life.currentAttempt();
    outbox.sendToAll(
        attempt, new WorkerCommand.TriggerCheckpoint(attempt.id(), checkpointId, kind));
  }

  @Override
  public void commit(PendingCheckpoint checkpoint) {
    outbox.add(
        new JobCommand.CommitCheckpoint(
            life.currentAttempt().id(),
            checkpoint.id(),
            checkpoint.isFinal(),
            checkpoint.snapshots(),
            metrics.restored()));
  }

  @Override
  public void abort(long checkpointId) {
    history.abandoned(checkpointId);
    if (life.state().isRunning()) {
      Attempt attempt = life.currentAttempt();
      outbox.sendToAll(attempt, new WorkerCommand.AbortCheckpoint(attempt.id(), checkpointId));
    }
    outbox.add(new JobCommand.DeleteCheckpoint(checkpointId));
  }

  @Override
  public void tooManyFailures(Failure last) {
    life.fail(last);
  }
}
