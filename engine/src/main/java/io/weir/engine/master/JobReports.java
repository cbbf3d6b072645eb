package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerReport;

/**
 * What each report of the current attempt means to its job.
 *
 * <p>Thread: owned by its job master.
 */
final class JobReports implements WorkerReport.Receiver {
  private final JobLife life;
  private final JobEnding ending;
  private final MetricsLedger metrics;

  JobReports(JobLife life, JobEnding ending, MetricsLedger metrics) {
    this.life = life;
    this.ending = ending;
    this.metrics = metrics;
  }

  private Attempt current() {
    return life.currentAttempt();
  }

  private CheckpointCoordinator coordinator() {
    return requireNonNull(life.coordinator());
  }

  @Override
  public void onAttemptRunning(WorkerReport.AttemptRunning report) {
    current().running(report.worker());
    if (life.state() == JobState.DEPLOYING && current().allRunning()) {
      life.run();
      noteFinished();
      noteWanted();
    }
  }

  @Override
  public void onSubtaskFinished(WorkerReport.SubtaskFinished report) {
    current().finished(report.subtask());
    noteFinished();
  }

  @Override
  public void onCheckpointWanted(WorkerReport.CheckpointWanted report) {
    current().wantsCheckpoint();
    noteWanted();
  }

  private void noteWanted() {
    if (life.coordinator() != null && current().takeCheckpointWanted()) {
      coordinator().checkpointWanted();
    }
  }

  private void noteFinished() {
    if (life.coordinator() != null && current().allFinished()) {
      coordinator().allSubtasksFinished();
    }
  }

  @Override
  public void onAttemptFailed(WorkerReport.AttemptFailed report) {
    life.fail(report.failure());
  }

  @Override
  public void onCheckpointAcknowledged(WorkerReport.CheckpointAcknowledged report) {
    metrics.live().update(report.subtask(), report.snapshot());
    if (life.state().isRunning()) {
      coordinator().acknowledged(report);
    }
  }

  @Override
  public void onCheckpointDeclined(WorkerReport.CheckpointDeclined report) {
    if (life.state().isRunning()) {
      coordinator().declined(report, life.nowMs());
    }
  }

  @Override
  public void onCheckpointFinalized(WorkerReport.CheckpointFinalized report) {
    current().finalized(report.worker(), report.checkpointId());
    ending.closeIfFinalized();
  }

  @Override
  public void onRoundPassed(WorkerReport.RoundPassed report) {
    if (life.state().isRunning()) {
      life.rounds().passed(report, coordinator(), life.nowMs());
    }
  }

  @Override
  public void onAttemptEnded(WorkerReport.AttemptEnded report) {
    current().ended(report.worker());
    life.fail(Failure.of("worker %s ended the attempt unasked".formatted(report.worker()), ""));
    life.goOnIfEnded();
  }

  @Override
  public void onStatistics(WorkerReport.Statistics report) {
    for (SubtaskStatistics figures : report.subtasks()) {
      metrics.live().update(figures, life.nowMs());
    }
  }
}
