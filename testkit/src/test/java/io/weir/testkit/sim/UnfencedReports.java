package io.weir.testkit.sim;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.AttemptEnded;
import io.weir.engine.control.WorkerReport.AttemptFailed;
import io.weir.engine.control.WorkerReport.AttemptRunning;
import io.weir.engine.control.WorkerReport.CheckpointFinalized;
import io.weir.engine.control.WorkerReport.SubtaskFinished;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports of old attempts arrive as if they were about the newest one. */
final class UnfencedReports implements SimHooks {
  private @Nullable AttemptId newest;

  @Override
  public void report(WorkerReport report, Consumer<WorkerReport> master) {
    AttemptId known = newest;
    if (known == null || known.number() < report.attempt().number()) {
      newest = report.attempt();
    }
    master.accept(restamped(report, newest));
  }

  private static WorkerReport restamped(WorkerReport report, @Nullable AttemptId attempt) {
    if (attempt == null || report.attempt().equals(attempt)) {
      return report;
    }
    if (report instanceof AttemptRunning running) {
      return new AttemptRunning(attempt, running.worker());
    }
    if (report instanceof AttemptFailed failed) {
      return new AttemptFailed(attempt, failed.worker(), failed.failure());
    }
    if (report instanceof AttemptEnded ended) {
      return new AttemptEnded(attempt, ended.worker());
    }
    if (report instanceof SubtaskFinished finished) {
      return new SubtaskFinished(attempt, finished.subtask());
    }
    if (report instanceof CheckpointFinalized finalized) {
      return new CheckpointFinalized(attempt, finalized.checkpointId(), finalized.worker());
    }
    return report;
  }
}
