package io.weir.engine.worker;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.Failure;
import io.weir.engine.control.RoundResult;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.Signal;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.task.Leases;
import io.weir.engine.task.SubtaskEvents;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Passes on what happens in one subtask, and writes its snapshots.
 *
 * <p>Thread: the subtask thread; snapshots are written by the executor.
 */
final class SubtaskReporter implements SubtaskEvents {
  private final SubtaskId subtask;
  private final AttemptReporter reporter;
  private final SubtaskSnapshotWriter writer;
  private final Executor blocking;
  private final Leases users;

  SubtaskReporter(
      SubtaskId subtask,
      AttemptReporter reporter,
      SubtaskSnapshotWriter writer,
      Executor blocking,
      Leases users) {
    this.subtask = subtask;
    this.reporter = reporter;
    this.writer = writer;
    this.blocking = blocking;
    this.users = users;
  }

  @Override
  public void started() {
    reporter.started(1);
  }

  @Override
  public void finished() {
    reporter.finished(subtask);
  }

  @Override
  public void checkpointWanted() {
    reporter.master().send(new WorkerReport.CheckpointWanted(reporter.attempt(), subtask));
  }

  @Override
  public void failed(Failure failure) {
    reporter.failed(failure);
  }

  @Override
  public void snapshotCut(
      Signal.Barrier barrier, boolean finished, Map<String, OperatorCut> cuts, Runnable done) {
    users.acquire();
    blocking.execute(
        () -> {
          try {
            write(barrier, finished, cuts);
          } finally {
            done.run();
            users.release();
          }
        });
  }

  private void write(Signal.Barrier barrier, boolean finished, Map<String, OperatorCut> cuts) {
    long checkpointId = barrier.checkpointId();
    WorkerReport report;
    try {
      SubtaskSnapshot snapshot =
          barrier.kind().isSavepoint()
              ? writer.writeWhole(checkpointId, subtask, cuts)
              : writer.write(checkpointId, subtask, cuts);
      report =
          new WorkerReport.CheckpointAcknowledged(
              reporter.attempt(), checkpointId, subtask, snapshot, finished);
    } catch (Throwable t) {
      report =
          new WorkerReport.CheckpointDeclined(
              reporter.attempt(),
              checkpointId,
              subtask,
              Failure.of(t, "writing checkpoint " + checkpointId));
    }
    reporter.master().send(report);
  }

  @Override
  public void finalized(long checkpointId) {
    reporter.finalized(checkpointId);
  }

  @Override
  public void roundPassed(long round, RoundResult result) {
    reporter.roundPassed(round, result);
  }

  @Override
  public void statistics(SubtaskStatistics statistics) {
    reporter.statistics(statistics);
  }
}
