package io.weir.engine.master;

import io.weir.engine.control.RoundResult;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport.RoundPassed;
import io.weir.engine.element.Signal.Watermark;
import java.util.HashSet;
import java.util.Set;

/**
 * The rounds of a job that runs in rounds, one at a time. A round's barrier goes through the whole
 * graph, and each subtask says whether it did anything since the round before. When none did, the
 * job is quiet:
 *
 * <pre>
 * worked, or time moved, or clocks did ──▶ next round
 * something waits for a checkpoint ──▶ checkpoint ──▶ next round
 * quiet, events are left ──▶ next round, behind the next events
 * quiet, nothing is left ──▶ next round after a pause, for what comes from outside
 * </pre>
 *
 * Time moves here when a round is over, the clocks of subtasks behind the barrier of the next one.
 * So what is due then is done, and noticed, in the round after that.
 *
 * <p>Rounds and checkpoints never overlap: what a checkpoint releases is released before the
 * barrier of the round that follows it, and so is noticed. They take turns when both are due, or
 * checkpoints that take longer than their interval would leave no time for rounds. In other jobs no
 * round is ever due.
 *
 * <p>Thread: owned by its job master. Times are the master's, in milliseconds; processing time is
 * the job's own.
 */
final class Rounds {
  /** What comes from outside is looked for so often when no events are left. */
  static final long PAUSE_MS = 10;

  private static final long NEVER = Long.MAX_VALUE;

  private final Effects effects;
  private long round = -1;
  private Set<WorkerId> missing = Set.of();
  private RoundResult result = RoundResult.NONE;
  private boolean quiet;
  private long dueMs = NEVER;
  // Outlives an attempt, since it must not fall.
  private long processingTimeMs = Watermark.MIN;
  private long clocksMs = Watermark.MIN;
  private boolean movesClocks;
  private boolean isTurnOfRound;

  Rounds(Effects effects) {
    this.effects = effects;
  }

  /** What follows from what is decided here. */
  @FunctionalInterface
  interface Effects {
    /**
     * All subtasks are to take part in the round.
     *
     * @param play whether events are to be played before its barrier
     */
    void start(long round, long processingTimeMs, boolean play);
  }

  /** An attempt of a job that runs in rounds began to run: what it restored may have work to do. */
  void begin(long nowMs) {
    stop();
    dueMs = nowMs;
  }

  /** The attempt ends. */
  void stop() {
    missing = Set.of();
    quiet = false;
    dueMs = NEVER;
  }

  /** Starts a checkpoint or a round, if it is time to. */
  void onTime(CheckpointCoordinator checkpoints, Attempt attempt, long nowMs) {
    if (isUnderWay()) {
      return;
    }
    if (!isTurnOfRound || nowMs < nextRoundMs(checkpoints, attempt)) {
      checkpoints.onTime(nowMs);
    }
    if (nowMs >= nextRoundMs(checkpoints, attempt)) {
      isTurnOfRound = false;
      round = checkpoints.takeId();
      missing = new HashSet<>(attempt.workers());
      result = RoundResult.NONE;
      dueMs = NEVER;
      movesClocks = processingTimeMs > clocksMs;
      clocksMs = processingTimeMs;
      effects.start(round, processingTimeMs, quiet);
    } else if (checkpoints.pendingId().isPresent()) {
      isTurnOfRound = true;
    }
  }

  /** When {@link #onTime} has something to do next. */
  long nextDeadlineMs(CheckpointCoordinator checkpoints, Attempt attempt) {
    return isUnderWay()
        ? NEVER
        : Math.min(checkpoints.nextDeadlineMs(), nextRoundMs(checkpoints, attempt));
  }

  private boolean isUnderWay() {
    return !missing.isEmpty();
  }

  private long nextRoundMs(CheckpointCoordinator checkpoints, Attempt attempt) {
    // When all have finished only the final checkpoint is left to do.
    return checkpoints.pendingId().isPresent() || attempt.allFinished() ? NEVER : dueMs;
  }

  /** A worker's subtasks are through with a round; those of other rounds are ignored. */
  void passed(RoundPassed report, CheckpointCoordinator checkpoints, long nowMs) {
    if (report.round() == round && missing.remove(report.worker())) {
      result = result.and(report.result());
      if (missing.isEmpty()) {
        over(checkpoints, nowMs);
      }
    }
  }

  private void over(CheckpointCoordinator checkpoints, long nowMs) {
    long timeMs = Math.max(processingTimeMs, Watermark.MIN + result.elapsedMs());
    boolean moved = movesClocks || timeMs > processingTimeMs;
    processingTimeMs = timeMs;
    boolean atRest = !moved && !result.worked();
    if (atRest && result.awaitsCheckpoint()) {
      checkpoints.checkpointWanted();
    }
    quiet = atRest && !result.awaitsCheckpoint();
    dueMs = quiet && !result.hasNext() ? nowMs + PAUSE_MS : nowMs;
  }
}
