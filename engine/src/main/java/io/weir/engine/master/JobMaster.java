package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobCommand.WriteSavepoint;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides over the life of one job: a state machine ({@link JobState}) that takes events and
 * answers commands. It does no I/O, reads no clock and starts no thread, so its answers follow from
 * the events and their times alone.
 *
 * <p>Invariants: an attempt starts only when its number is reserved durably and every worker of the
 * one before has said that all threads of it ended, or is lost; reports of any other attempt than
 * the current one change nothing; a checkpoint is committed only with the part of every subtask;
 * {@code CompleteCheckpoint} is sent only after its manifest is durable; while a manifest is being
 * written no attempt starts, for nobody knows yet which checkpoint to start it from.
 *
 * <p>Thread: one at a time. Times are milliseconds from an arbitrary origin and never fall.
 */
public final class JobMaster {
  /** How long the threads of an attempt may take to end before their process is replaced. */
  static final long END_TIMEOUT_MS = 30_000;

  private static final long NEVER = Long.MAX_VALUE;

  /** Where savepoints go, below the job's directory for checkpoints, if the user names no place. */
  private static final String SAVEPOINTS = "/savepoints";

  private final JobSpec spec;
  private final MetricsMerge merge;
  private final RestartPolicy policy;
  private final CheckpointHistory history;
  private final Set<WorkerId> workers = new LinkedHashSet<>();
  private final JobEvent.Receiver events = new Events();
  private final WorkerReport.Receiver reports = new Reports();
  private final CheckpointCoordinator.Effects effects = new Effects();
  private final Savepoints savepoints = new Savepoints();
  private final Rounds rounds = new Rounds(this::startRound);

  private JobState state = JobState.CREATED;
  private List<JobCommand> commands = new ArrayList<>();
  private long nowMs;
  private int nextAttempt;
  private int lastReserved = -1;
  private boolean reserving;
  private long nextCheckpointId;
  private @Nullable Attempt attempt;
  private @Nullable CheckpointCoordinator coordinator;
  private LiveStatistics live = new LiveStatistics();
  private Map<String, Bytes> restoredMetrics = Map.of();
  private Map<String, Bytes> committedMetrics = Map.of();
  private @Nullable Failure failure;
  private long finalCheckpointId;
  private long lastCheckpointId;
  private boolean stopped;
  private long restartAtMs = NEVER;
  private long endDeadlineMs = NEVER;

  /**
   * The master of a job that is not running anywhere.
   *
   * @param firstAttempt number of its first attempt, greater than that of every attempt an earlier
   *     master of the job made
   */
  public JobMaster(JobSpec spec, int firstAttempt, MetricsMerge merge) {
    this.spec = requireNonNull(spec);
    this.nextAttempt = firstAttempt;
    this.merge = requireNonNull(merge);
    this.policy = new RestartPolicy(spec.config().maxRestarts());
    this.history = new CheckpointHistory(spec.config().retainedCheckpoints());
  }

  /** What is to be done first, before any event. */
  public List<JobCommand> start() {
    return List.of(new JobCommand.ReadRestorePoint());
  }

  /** Takes an event at the given time and answers what is to be done. */
  public List<JobCommand> handle(JobEvent event, long timeMs) {
    if (timeMs < nowMs) {
      throw new IllegalArgumentException("time falls from " + nowMs + " to " + timeMs);
    }
    nowMs = timeMs;
    commands = new ArrayList<>();
    if (!state.isTerminal()) {
      event.deliverTo(events);
      onTime();
    }
    return List.copyOf(commands);
  }

  /** When the next {@link JobEvent.Tick} is needed; {@code Long.MAX_VALUE} for never. */
  public long nextDeadlineMs() {
    CheckpointCoordinator current = coordinator;
    long barrier =
        state.isRunning() && current != null
            ? rounds.nextDeadlineMs(current, requireNonNull(attempt))
            : NEVER;
    return Math.min(barrier, Math.min(restartAtMs, endDeadlineMs));
  }

  /** Where the job is in its life. */
  public JobState state() {
    return state;
  }

  /** What can be said of the job now. */
  public JobStatus status() {
    Attempt current = attempt;
    Set<SubtaskId> finished = current == null ? Set.of() : current.finishedSubtasks();
    Optional<Long> pending =
        Optional.ofNullable(coordinator).flatMap(CheckpointCoordinator::pendingId);
    return new JobStatus(
        spec.id(),
        spec.name(),
        state,
        current == null ? -1 : current.id().number(),
        policy.restarts(),
        current == null ? 0 : current.workers().size(),
        history.status(pending, nowMs),
        spec.graph().vertices().stream().map(v -> live.vertex(v, finished)).toList(),
        Optional.ofNullable(failure));
  }

  /** The job's metric cells. */
  public JobMetrics metrics() {
    return new JobMetrics(committedMetrics, live.addTo(restoredMetrics, merge));
  }

  private void onTime() {
    CheckpointCoordinator current = coordinator;
    if (state.isRunning() && current != null) {
      wantSavepoint(current, savepoints);
      rounds.onTime(current, requireNonNull(attempt), nowMs);
    }
    if (nowMs >= restartAtMs) {
      restartAtMs = NEVER;
      state = JobState.WAITING_FOR_WORKERS;
      deployIfPossible();
    }
    if (nowMs >= endDeadlineMs) {
      endDeadlineMs = NEVER;
      Attempt stuck = requireNonNull(attempt);
      stuck.workers().stream()
          .filter(w -> !stuck.hasEnded(w))
          .forEach(w -> commands.add(new JobCommand.ReplaceWorker(stuck.id(), w)));
    }
  }

  private static void wantSavepoint(CheckpointCoordinator current, Savepoints wishes) {
    Optional<CheckpointKind> wanted = wishes.wanted();
    current.setLeastKind(wanted.orElse(CheckpointKind.CHECKPOINT).and(wishes.least()));
    if (wanted.isPresent() && current.mayBegin()) {
      current.checkpointWanted();
    }
  }

  private void deployIfPossible() {
    if (state != JobState.WAITING_FOR_WORKERS || workers.isEmpty()) {
      return;
    }
    if (nextAttempt > lastReserved) {
      reserveAttempts();
      return;
    }
    Optional<CompletedCheckpoint> restore = history.retained().newestUsable();
    if (attempt != null) {
      policy.restarted();
    }
    Attempt next =
        new Attempt(
            new AttemptId(spec.id(), nextAttempt++),
            Placement.of(spec.graph(), List.copyOf(workers)),
            restore);
    attempt = next;
    coordinator = null;
    live = new LiveStatistics();
    restoredMetrics = restore.map(CompletedCheckpoint::metrics).orElse(Map.of());
    committedMetrics = restoredMetrics;
    state = JobState.DEPLOYING;
    sendToAll(
        new WorkerCommand.Deploy(
            next.id(),
            spec,
            next.placement(),
            restore.map(CompletedCheckpoint::ref),
            nextCheckpointId));
    if (savepoints.isDraining()) {
      sendToAll(new WorkerCommand.Drain(next.id()));
    }
    if (nextAttempt > lastReserved) {
      reserveAttempts();
    }
  }

  /** Two at once, and before they are needed, so that a restart does not wait for storage. */
  private void reserveAttempts() {
    if (!reserving) {
      reserving = true;
      commands.add(new JobCommand.ReserveAttempts(nextAttempt + 1));
    }
  }

  private void fail(Failure cause) {
    if (!state.isAttemptAlive()) {
      return;
    }
    boolean damaged = cause.isDamagedCheckpoint();
    if (damaged) {
      requireNonNull(attempt).restoredFrom().ifPresent(history.retained()::markDamaged);
    }
    policy.failed(cause);
    failure = cause;
    boolean nothingToRestore =
        history.retained().newestUsable().isEmpty()
            && !history.retained().mayStartFromTheBeginning();
    boolean hopeless = policy.isExhausted() || nothingToRestore;
    if (hopeless && !nothingToRestore) {
      failure = policy.firstCause().orElse(cause);
    }
    stopAttempt(hopeless ? JobState.FAILING : JobState.RESTARTING);
  }

  private void startRound(long round, long processingTimeMs, boolean play) {
    AttemptId current = requireNonNull(attempt).id();
    sendToAll(new WorkerCommand.StartRound(current, round, processingTimeMs, play));
  }

  private void stopAttempt(JobState next) {
    state = next;
    savepoints.attemptEnded();
    rounds.stop();
    CheckpointCoordinator current = coordinator;
    if (current != null) {
      current.stop().ifPresent(history::abandoned);
    }
    Attempt running = attempt;
    if (running != null && !running.allEnded()) {
      sendToAll(new WorkerCommand.CancelAttempt(running.id()));
      endDeadlineMs = nowMs + END_TIMEOUT_MS;
    }
    goOnIfEnded();
  }

  private void goOnIfEnded() {
    Attempt current = attempt;
    boolean threadsLeft = current != null && !current.allEnded();
    if (threadsLeft || (coordinator != null && coordinator.isCommitting())) {
      return;
    }
    switch (state) {
      case RESTARTING -> {
        if (restartAtMs == NEVER) {
          restartAtMs = nowMs + policy.pauseMs();
        }
      }
      case FAILING -> state = JobState.FAILED;
      case CANCELLING -> state = JobState.CANCELLED;
      case CLOSING -> {
        state = stopped ? JobState.STOPPED : JobState.DONE;
        answer(savepoints.endStop());
      }
      default -> {
        return;
      }
    }
    endDeadlineMs = NEVER;
    if (coordinator != null) {
      nextCheckpointId = coordinator.nextId();
    }
    deleteAll(history.takeRemains());
    commands.add(new JobCommand.DeleteIncomplete(nextCheckpointId));
  }

  private void sendToAll(WorkerCommand command) {
    Attempt current = requireNonNull(attempt);
    current.workers().stream()
        .filter(w -> !current.hasEnded(w))
        .forEach(w -> commands.add(new JobCommand.Send(w, command)));
  }

  private void deleteAll(List<Long> checkpointIds) {
    checkpointIds.forEach(id -> commands.add(new JobCommand.DeleteCheckpoint(id)));
  }

  private void completed(PendingCheckpoint checkpoint, CheckpointRef ref) {
    Attempt current = requireNonNull(attempt);
    Map<String, Bytes> metrics = metricsAt(checkpoint);
    committedMetrics = metrics;
    policy.checkpointCompleted();
    deleteAll(
        history.completed(
            new CompletedCheckpoint(ref, true, metrics), checkpoint.startedMs(), nowMs));
    savepoints
        .completed(checkpoint.id(), checkpoint.kind(), checkpoint.isFinal())
        .forEach(copy -> commands.add(new WriteSavepoint(copy.requestId(), ref, copy.path())));
    if (state.isRunning()) {
      failure = null;
      if (checkpoint.isFinal()) {
        finish(checkpoint.id(), false);
      } else if (checkpoint.kind() == CheckpointKind.LAST) {
        // Nothing may follow before it is known whether the job ends here.
        requireNonNull(coordinator).hold();
        lastCheckpointId = checkpoint.id();
      } else {
        sendToAll(new WorkerCommand.CompleteCheckpoint(current.id(), checkpoint.id(), false));
      }
    }
    goOnIfEnded();
  }

  /** The checkpoint is the job's last: all that is left is to finalize it. */
  private void finish(long checkpointId, boolean isStop) {
    sendToAll(
        new WorkerCommand.CompleteCheckpoint(requireNonNull(attempt).id(), checkpointId, true));
    finalCheckpointId = checkpointId;
    stopped = isStop;
    state = JobState.FINISHING;
    closeIfFinalized();
  }

  /** The copy for the stop was written or not. */
  private void goOnWithStop() {
    if (state == JobState.FINISHING) {
      closeIfFinalized();
    } else if (state == JobState.STOPPING && savepoints.isStopWritten()) {
      finish(lastCheckpointId, true);
    } else if (state == JobState.STOPPING && savepoints.hasStopFailed()) {
      AttemptId current = requireNonNull(attempt).id();
      sendToAll(new WorkerCommand.CompleteCheckpoint(current, lastCheckpointId, false));
      // For the subtasks it is as if the job had never been about to stop.
      sendToAll(new WorkerCommand.AbortCheckpoint(current, lastCheckpointId));
      answer(savepoints.endStop());
      state = JobState.RUNNING;
      requireNonNull(coordinator).goOn(nowMs);
    }
  }

  private void beginStop() {
    if (savepoints.isDraining()) {
      state = JobState.DRAINING;
    } else if (savepoints.isStopping()) {
      state = JobState.STOPPING;
    }
  }

  private void answer(Optional<SavepointResult> result) {
    result.ifPresent(known -> commands.add(new JobCommand.AnswerSavepoint(known)));
  }

  private void closeIfFinalized() {
    Attempt current = requireNonNull(attempt);
    if (state == JobState.FINISHING
        && current.allFinalized(finalCheckpointId)
        && !savepoints.isStopCopying()) {
      state = JobState.CLOSING;
      sendToAll(new WorkerCommand.CloseAttempt(current.id()));
      endDeadlineMs = nowMs + END_TIMEOUT_MS;
    }
  }

  private Map<String, Bytes> metricsAt(PendingCheckpoint checkpoint) {
    Map<String, Bytes> sums = restoredMetrics;
    for (var snapshot : checkpoint.snapshots().values()) {
      sums = merge.sum(sums, LiveStatistics.cellsOf(snapshot));
    }
    return sums;
  }

  private final class Effects implements CheckpointCoordinator.Effects {
    @Override
    public void trigger(long checkpointId, CheckpointKind kind) {
      sendToAll(
          new WorkerCommand.TriggerCheckpoint(requireNonNull(attempt).id(), checkpointId, kind));
    }

    @Override
    public void commit(PendingCheckpoint checkpoint) {
      commands.add(
          new JobCommand.CommitCheckpoint(
              requireNonNull(attempt).id(),
              checkpoint.id(),
              checkpoint.isFinal(),
              checkpoint.snapshots(),
              restoredMetrics));
    }

    @Override
    public void abort(long checkpointId) {
      history.abandoned(checkpointId);
      if (state.isRunning()) {
        sendToAll(new WorkerCommand.AbortCheckpoint(requireNonNull(attempt).id(), checkpointId));
      }
      commands.add(new JobCommand.DeleteCheckpoint(checkpointId));
    }

    @Override
    public void tooManyFailures(Failure last) {
      fail(last);
    }
  }

  private final class Events implements JobEvent.Receiver {
    @Override
    public void onRestorePointRead(RestorePointRead event) {
      if (state == JobState.CREATED) {
        nextCheckpointId = event.firstCheckpointId();
        deleteAll(history.found(event.checkpoints(), nowMs));
        event.damaged().forEach(history::notDeleted);
        state = JobState.WAITING_FOR_WORKERS;
        deployIfPossible();
      }
    }

    @Override
    public void onRestorePointUnreadable(RestorePointUnreadable event) {
      if (state == JobState.CREATED) {
        failure = event.failure();
        state = JobState.FAILED;
      }
    }

    @Override
    public void onAttemptsReserved(AttemptsReserved event) {
      reserving = false;
      lastReserved = Math.max(lastReserved, event.lastAttempt());
      deployIfPossible();
    }

    @Override
    public void onAttemptsNotReserved(AttemptsNotReserved event) {
      reserving = false;
      if (state == JobState.WAITING_FOR_WORKERS) {
        policy.failed(event.failure());
        failure = policy.isExhausted() ? policy.firstCause().orElseThrow() : event.failure();
        stopAttempt(policy.isExhausted() ? JobState.FAILING : JobState.RESTARTING);
      }
    }

    @Override
    public void onWorkerJoined(WorkerJoined event) {
      workers.add(event.worker());
      deployIfPossible();
    }

    @Override
    public void onWorkerLost(WorkerLost event) {
      workers.remove(event.worker());
      Attempt current = attempt;
      if (current == null || !current.isOn(event.worker())) {
        return;
      }
      boolean wasThere = !current.hasEnded(event.worker());
      current.ended(event.worker());
      if (wasThere) {
        fail(Failure.of("worker %s lost: %s".formatted(event.worker(), event.reason()), ""));
      }
      goOnIfEnded();
    }

    @Override
    public void onReport(WorkerReport report) {
      Attempt current = attempt;
      if (current != null && current.id().equals(report.attempt())) {
        report.deliverTo(reports);
      }
    }

    @Override
    public void onCheckpointCommitted(CheckpointCommitted event) {
      CheckpointCoordinator current = coordinatorOf(event.attempt());
      if (current != null) {
        current
            .committed(event.checkpoint().checkpointId(), nowMs)
            .ifPresent(checkpoint -> completed(checkpoint, event.checkpoint()));
      }
    }

    @Override
    public void onCheckpointCommitFailed(CheckpointCommitFailed event) {
      CheckpointCoordinator current = coordinatorOf(event.attempt());
      if (current != null) {
        current.commitFailed(event.checkpointId(), event.failure(), nowMs);
        goOnIfEnded();
      }
    }

    private @Nullable CheckpointCoordinator coordinatorOf(AttemptId id) {
      Attempt current = attempt;
      return current != null && current.id().equals(id) ? coordinator : null;
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
      } else if (!state.isCancellable()) {
        refuse(event.requestId(), "the job is " + state);
      } else {
        boolean none = event.drain() && event.path().isEmpty();
        savepoints.wantStop(
            event.requestId(), event.drain(), none ? "" : savepointPath(event.path()));
        if (state == JobState.RUNNING) {
          beginStop();
        }
        if (event.drain() && (state == JobState.DRAINING || state == JobState.DEPLOYING)) {
          sendToAll(new WorkerCommand.Drain(requireNonNull(attempt).id()));
        }
      }
    }

    private String savepointPath(String given) {
      String checkpoints = spec.config().checkpointPath();
      return given.isEmpty() ? checkpoints.replaceAll("/+$", "") + SAVEPOINTS : given;
    }

    private void refuse(long requestId, String reason) {
      Failure why = Failure.of(reason, "savepoint");
      answer(Optional.of(new SavepointResult(requestId, Optional.empty(), Optional.of(why))));
    }

    @Override
    public void onSavepointWritten(SavepointWritten event) {
      answer(savepoints.written(event.requestId(), event.savepoint()));
      if (savepoints.isStop(event.requestId())) {
        goOnWithStop();
      }
    }

    @Override
    public void onSavepointNotWritten(SavepointNotWritten event) {
      answer(savepoints.notWritten(event.requestId(), event.checkpointId(), event.failure()));
      if (savepoints.isStop(event.requestId())) {
        goOnWithStop();
      }
    }

    @Override
    public void onFault(JobEvent.Fault event) {
      fail(event.failure());
    }

    @Override
    public void onCancel() {
      if (state.isCancellable()) {
        restartAtMs = NEVER;
        stopAttempt(JobState.CANCELLING);
      }
    }
  }

  private final class Reports implements WorkerReport.Receiver {
    private Attempt current() {
      return requireNonNull(attempt);
    }

    @Override
    public void onAttemptRunning(WorkerReport.AttemptRunning report) {
      current().running(report.worker());
      if (state == JobState.DEPLOYING && current().allRunning()) {
        state = JobState.RUNNING;
        beginStop();
        coordinator =
            new CheckpointCoordinator(
                spec.config(), current().placement().keySet(), nextCheckpointId, nowMs, effects);
        if (spec.config().rounds()) {
          rounds.begin(nowMs);
        }
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
      if (coordinator != null && current().takeCheckpointWanted()) {
        coordinator.checkpointWanted();
      }
    }

    private void noteFinished() {
      if (coordinator != null && current().allFinished()) {
        coordinator.allSubtasksFinished();
      }
    }

    @Override
    public void onAttemptFailed(WorkerReport.AttemptFailed report) {
      fail(report.failure());
    }

    @Override
    public void onCheckpointAcknowledged(WorkerReport.CheckpointAcknowledged report) {
      live.update(report.subtask(), report.snapshot());
      if (state.isRunning()) {
        requireNonNull(coordinator).acknowledged(report);
      }
    }

    @Override
    public void onCheckpointDeclined(WorkerReport.CheckpointDeclined report) {
      if (state.isRunning()) {
        requireNonNull(coordinator).declined(report, nowMs);
      }
    }

    @Override
    public void onCheckpointFinalized(WorkerReport.CheckpointFinalized report) {
      current().finalized(report.worker(), report.checkpointId());
      closeIfFinalized();
    }

    @Override
    public void onRoundPassed(WorkerReport.RoundPassed report) {
      if (state.isRunning()) {
        rounds.passed(report, requireNonNull(coordinator), nowMs);
      }
    }

    @Override
    public void onAttemptEnded(WorkerReport.AttemptEnded report) {
      current().ended(report.worker());
      fail(Failure.of("worker %s ended the attempt unasked".formatted(report.worker()), ""));
      goOnIfEnded();
    }

    @Override
    public void onStatistics(WorkerReport.Statistics report) {
      for (SubtaskStatistics figures : report.subtasks()) {
        live.update(figures, nowMs);
      }
    }
  }
}
