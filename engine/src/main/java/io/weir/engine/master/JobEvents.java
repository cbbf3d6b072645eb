package io.weir.engine.master;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.JobEvent.AttemptsNotReserved;
import io.weir.engine.master.JobEvent.AttemptsReserved;
import io.weir.engine.master.JobEvent.CheckpointCommitFailed;
import io.weir.engine.master.JobEvent.CheckpointCommitted;
import io.weir.engine.master.JobEvent.CheckpointDeleteFailed;
import io.weir.engine.master.JobEvent.RestorePointRead;
import io.weir.engine.master.JobEvent.RestorePointUnreadable;
import io.weir.engine.master.JobEvent.SavepointNotWritten;
import io.weir.engine.master.JobEvent.SavepointWritten;
import io.weir.engine.master.JobEvent.TriggerSavepoint;
import io.weir.engine.master.JobEvent.WorkerJoined;
import io.weir.engine.master.JobEvent.WorkerLost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each event means to a job that is not over.
 *
 * <p>Thread: owned by its job master.
 */
final class JobEvents implements JobEvent.Receiver {
  /** Where savepoints go, below the job's directory for checkpoints, if the user names no place. */
  private static final String SAVEPOINTS = "/savepoints";

  private final JobSpec spec;
  private final JobLife life;
  private final JobEnding ending;
  private final Outbox outbox;
  private final CheckpointHistory history;
  private final Savepoints savepoints;
  private final WorkerReport.Receiver reports;

  JobEvents(
      JobSpec spec,
      JobLife life,
      JobEnding ending,
      Outbox outbox,
      CheckpointHistory history,
      Savepoints savepoints,
      WorkerReport.Receiver reports) {
    this.spec = spec;
    this.life = life;
    this.ending = ending;
    this.outbox = outbox;
    this.history = history;
    this.savepoints = savepoints;
    this.reports = reports;
  }

  @Override
  public void onRestorePointRead(RestorePointRead event) {
    if (life.state() == JobState.CREATED) {
      outbox.deleteAll(history.found(event.checkpoints(), life.nowMs()));
      event.damaged().forEach(history::notDeleted);
      life.begin(event.firstCheckpointId());
    }
  }

  @Override
  public void onRestorePointUnreadable(RestorePointUnreadable event) {
    if (life.state() == JobState.CREATED) {
      life.cannotBegin(event.failure());
    }
  }

  @Override
  public void onAttemptsReserved(AttemptsReserved event) {
    life.numbers().reserved(event.lastAttempt());
    life.deployIfPossible();
  }

  @Override
  public void onAttemptsNotReserved(AttemptsNotReserved event) {
    life.numbers().notReserved();
    life.cannotDeploy(event.failure());
  }

  @Override
  public void onWorkerJoined(WorkerJoined event) {
    life.workerJoined(event.worker());
  }

  @Override
  public void onWorkerLost(WorkerLost event) {
    life.workerLost(event.worker(), event.reason());
  }

  @Override
  public void onReport(WorkerReport report) {
    if (isCurrent(report.attempt())) {
      report.deliverTo(reports);
    }
  }

  @Override
  public void onCheckpointCommitted(CheckpointCommitted event) {
    CheckpointCoordinator current = coordinatorOf(event.attempt());
    if (current != null) {
      current
          .committed(event.checkpoint().checkpointId(), life.nowMs())
          .ifPresent(checkpoint -> ending.completed(checkpoint, event.checkpoint()));
    }
  }

  @Override
  public void onCheckpointCommitFailed(CheckpointCommitFailed event) {
    CheckpointCoordinator current = coordinatorOf(event.attempt());
    if (current != null) {
      current.commitFailed(event.checkpointId(), event.failure(), life.nowMs());
      life.goOnIfEnded();
    }
  }

  private @Nullable CheckpointCoordinator coordinatorOf(AttemptId id) {
    return isCurrent(id) ? life.coordinator() : null;
  }

  private boolean isCurrent(AttemptId id) {
    Attempt current = life.attempt();
    return current != null && current.id().equals(id);
  }

  @Override
  public void onCheckpointDeleteFailed(CheckpointDeleteFailed event) {
    history.notDeleted(event.checkpointId());
  }

  @Override
  public void onTriggerSavepoint(TriggerSavepoint event) {
    if (!savepoints.want(event.requestId(), savepointPath(event.path()))) {
      refuse(event.requestId(), "too many savepoints are waited for");
    }
  }

  @Override
  public void onStop(JobEvent.Stop event) {
    if (savepoints.isStopping()) {
      refuse(event.requestId(), "the job is stopping already");
    } else if (!life.state().isCancellable()) {
      refuse(event.requestId(), "the job is " + life.state());
    } else {
      boolean none = event.drain() && event.path().isEmpty();
      savepoints.wantStop(
          event.requestId(), event.drain(), none ? "" : savepointPath(event.path()));
      if (life.state() == JobState.RUNNING) {
        life.enterRunning();
      }
      if (event.drain()
          && (life.state() == JobState.DRAINING || life.state() == JobState.DEPLOYING)) {
        Attempt attempt = life.currentAttempt();
        outbox.sendToAll(attempt, new WorkerCommand.Drain(attempt.id()));
      }
    }
  }

  private String savepointPath(String given) {
    String checkpoints = spec.config().checkpoints().path();
    return given.isEmpty() ? checkpoints.replaceAll("/+$", "") + SAVEPOINTS : given;
  }

  private void refuse(long requestId, String reason) {
    Failure why = Failure.of(reason, "savepoint");
    outbox.answer(Optional.of(new SavepointResult(requestId, Optional.empty(), Optional.of(why))));
  }

  @Override
  public void onSavepointWritten(SavepointWritten event) {
    outbox.answer(savepoints.written(event.requestId(), event.savepoint()));
    if (savepoints.isStop(event.requestId())) {
      ending.goOnWithStop();
    }
  }

  @Override
  public void onSavepointNotWritten(SavepointNotWritten event) {
    outbox.answer(savepoints.notWritten(event.requestId(), event.checkpointId(), event.failure()));
    if (savepoints.isStop(event.requestId())) {
      ending.goOnWithStop();
    }
  }

  @Override
  public void onFault(JobEvent.Fault event) {
    life.fail(event.failure());
  }

  @Override
  public void onCancel() {
    life.cancel();
  }
}
