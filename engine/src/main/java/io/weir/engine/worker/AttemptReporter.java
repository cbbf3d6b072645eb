package io.weir.engine.worker;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.RoundResult;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up what the subtasks of an attempt say, and tells the master.
 *
 * <p>Thread: any thread; calls do not block.
 */
final class AttemptReporter {
  private final WorkerId self;
  private final AttemptId attempt;
  private final MasterGateway master;
  private final int subtasks;
  private final Map<Long, Integer> notFinalized = new TreeMap<>();
  private final Map<SubtaskId, SubtaskStatistics> statistics = new HashMap<>();
  private long lastCompleted = -1;
  private long currentRound = -1;
  private RoundResult roundResult = RoundResult.NONE;
  private int roundMissing;
  private int notStarted;
  private boolean runningSent;
  private boolean failureSent;

  AttemptReporter(WorkerId self, AttemptId attempt, MasterGateway master, int subtasks) {
    this.self = self;
    this.attempt = attempt;
    this.master = master;
    this.subtasks = subtasks;
    notStarted = subtasks;
  }

  AttemptId attempt() {
    return attempt;
  }

  WorkerId worker() {
    return self;
  }

  MasterGateway master() {
    return master;
  }

  /** So many more subtasks have been built. */
  synchronized void started(int count) {
    notStarted -= count;
    if (notStarted == 0 && !runningSent) {
      runningSent = true;
      master.send(new WorkerReport.AttemptRunning(attempt, self));
    }
  }

  void finished(SubtaskId subtask) {
    master.send(new WorkerReport.SubtaskFinished(attempt, subtask));
  }

  void failed(Throwable failure, String where) {
    failed(Failure.of(failure, where));
  }

  /** Reports the first failure; those that follow are mostly its consequences. */
  synchronized void failed(Failure failure) {
    if (!failureSent) {
      failureSent = true;
      master.send(new WorkerReport.AttemptFailed(attempt, self, failure));
    }
  }

  /** A checkpoint was completed; true if its finalizers must be run now. */
  synchronized boolean expectFinalized(long checkpointId) {
    if (checkpointId <= lastCompleted) {
      return false;
    }
    lastCompleted = checkpointId;
    if (subtasks == 0) {
      master.send(new WorkerReport.CheckpointFinalized(attempt, checkpointId, self));
    } else {
      notFinalized.put(checkpointId, subtasks);
    }
    return true;
  }

  /** One more subtask has run its finalizers. */
  synchronized void finalized(long checkpointId) {
    Integer left = notFinalized.computeIfPresent(checkpointId, (id, count) -> count - 1);
    if (left != null && left == 0) {
      notFinalized.remove(checkpointId);
      master.send(new WorkerReport.CheckpointFinalized(attempt, checkpointId, self));
    }
  }

  /** A round was started; there is one at a time. */
  synchronized void expectRound(long round) {
    currentRound = round;
    roundResult = RoundResult.NONE;
    roundMissing = subtasks;
  }

  /** One more subtask is through with the round. */
  synchronized void roundPassed(long round, RoundResult result) {
    if (round == currentRound) {
      roundResult = roundResult.and(result);
      roundMissing--;
      if (roundMissing == 0) {
        master.send(new WorkerReport.RoundPassed(attempt, round, self, roundResult));
      }
    }
  }

  synchronized void statistics(SubtaskStatistics latest) {
    statistics.put(latest.subtask(), latest);
  }

  /** Sends the latest figures of all subtasks. */
  synchronized void sendStatistics() {
    if (!statistics.isEmpty()) {
      master.send(new WorkerReport.Statistics(attempt, self, List.copyOf(statistics.values())));
    }
  }

  /** Reports the last figures, lets the worker go on, and reports the end. */
  void ended(Runnable onEnded) {
    sendStatistics();
    onEnded.run();
    master.send(new WorkerReport.AttemptEnded(attempt, self));
  }
}
