package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.CheckpointKind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a job, one after the other: each is deployed, runs, and ends or fails ({@link
 * JobState}). What is to be done about it goes to the outbox.
 *
 * <p>Thread: owned by its job master. Times are the master's, in milliseconds.
 */
final class JobLife {
  private static final long NEVER = Long.MAX_VALUE;

  private final JobSpec spec;
  private final Outbox outbox;
  private final CheckpointHistory history;
  private final Savepoints savepoints;
  private final MetricsLedger metrics;
  private final AttemptNumbers numbers;
  private final RestartPolicy policy;
  private final CheckpointCoordinator.Effects effects;
  private final Rounds rounds = new Rounds(this::startRound);
  private final Set<WorkerId> workers = new LinkedHashSet<>();
  private final Set<WorkerId> prepared = new HashSet<>();

  private JobState state = JobState.CREATED;
  private JobState end = JobState.DONE;
  private long nowMs;
  private long nextCheckpointId;
  private @Nullable Attempt attempt;
  private @Nullable CheckpointCoordinator coordinator;
  private @Nullable Failure failure;
  private long restartAtMs = NEVER;
  private long endDeadlineMs = NEVER;

  JobLife(
      JobSpec spec,
      int firstAttempt,
      Outbox outbox,
      CheckpointHistory history,
      Savepoints savepoints,
      MetricsLedger metrics) {
    this.spec = spec;
    this.outbox = outbox;
    this.history = history;
    this.savepoints = savepoints;
    this.metrics = metrics;
    this.numbers = new AttemptNumbers(firstAttempt);
    this.policy = new RestartPolicy(spec.config().maxRestarts());
    this.effects = new CheckpointEffects(this, outbox, history, metrics);
  }

  JobState state() {
    return state;
  }

  long nowMs() {
    return nowMs;
  }

  /** The last attempt, over or not; null before the first one. */
  @Nullable Attempt attempt() {
    return attempt;
  }

  /** The last attempt, of which there has been one. */
  Attempt currentAttempt() {
    return requireNonNull(attempt);
  }

  /** The checkpoints of the last attempt; null as long as it has never run. */
  @Nullable CheckpointCoordinator coordinator() {
    return coordinator;
  }

  Rounds rounds() {
    return rounds;
  }

  RestartPolicy policy() {
    return policy;
  }

  AttemptNumbers numbers() {
    return numbers;
  }

  /** What the job failed of last, unless a checkpoint was complete since. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The job got on since it failed. */
  void forgetFailure() {
    failure = null;
  }

  /** It is now that late, which it was not before. */
  void clock(long timeMs) {
    if (timeMs < nowMs) {
      throw new IllegalArgumentException("time falls from " + nowMs + " to " + timeMs);
    }
    nowMs = timeMs;
  }

  /** When {@link #onTime} has something to do next; {@code Long.MAX_VALUE} for never. */
  long nextDeadlineMs() {
    CheckpointCoordinator current = coordinator;
    long barrier =
        state.isRunning() && current != null
            ? rounds.nextDeadlineMs(current, currentAttempt())
            : NEVER;
    return Math.min(barrier, Math.min(restartAtMs, endDeadlineMs));
  }

  /** Does what it is time for. */
  void onTime() {
    CheckpointCoordinator current = coordinator;
    if (state.isRunning() && current != null) {
      wantSavepoint(current, savepoints);
      rounds.onTime(current, currentAttempt(), nowMs);
    }
    if (nowMs >= restartAtMs) {
      restartAtMs = NEVER;
      state = JobState.WAITING_FOR_WORKERS;
      deployIfPossible();
    }
    if (nowMs >= endDeadlineMs) {
      endDeadlineMs = NEVER;
      Attempt stuck = currentAttempt();
      stuck.workers().stream()
          .filter(w -> !stuck.hasEnded(w))
          .forEach(w -> outbox.add(new JobCommand.ReplaceWorker(stuck.id(), w)));
    }
  }

  private static void wantSavepoint(CheckpointCoordinator current, Savepoints wishes) {
    Optional<CheckpointKind> wanted = wishes.wanted();
    current.setLeastKind(wanted.orElse(CheckpointKind.CHECKPOINT).and(wishes.least()));
    if (wanted.isPresent() && current.mayBegin()) {
      current.checkpointWanted();
    }
  }

  private void startRound(long round, long processingTimeMs, boolean play) {
    Attempt current = currentAttempt();
    outbox.sendToAll(
        current, new WorkerCommand.StartRound(current.id(), round, processingTimeMs, play));
  }

  /** What to start from is known. */
  void begin(long firstCheckpointId) {
    nextCheckpointId = firstCheckpointId;
    state = JobState.WAITING_FOR_WORKERS;
    deployIfPossible();
  }

  /** What to start from cannot be known, so the job fails before it began. */
  void cannotBegin(Failure cause) {
    failure = cause;
    state = JobState.FAILED;
  }

  void workerJoined(WorkerId worker) {
    workers.add(worker);
    if (state.isAttemptAlive() || state == JobState.RESTARTING) {
      prepare(worker);
    }
    deployIfPossible();
  }

  /** Once for an attempt, or a worker that cannot be prepared would be so for ever. */
  private void prepare(WorkerId worker) {
    if (placement().containsValue(worker) && prepared.add(worker)) {
      outbox.add(new JobCommand.PrepareWorker(worker, spec));
    }
  }

  private Map<SubtaskId, WorkerId> placement() {
    Attempt before = attempt;
    return Placement.of(
        spec.graph(), List.copyOf(workers), before == null ? Map.of() : before.placement());
  }

  void workerLost(WorkerId worker, String reason) {
    workers.remove(worker);
    Attempt current = attempt;
    if (current == null || !current.isOn(worker)) {
      return;
    }
    boolean wasThere = !current.hasEnded(worker);
    current.ended(worker);
    if (wasThere) {
      Failure cause = Failure.of("worker %s lost: %s".formatted(worker, reason), "");
      explain(cause);
      fail(cause);
    }
    goOnIfEnded();
  }

  /**
   * A worker is known to be lost of which the others may have heard before, as of a channel that
   * broke. How it was lost says more. The attempt cannot be over before that is known.
   */
  private void explain(Failure cause) {
    Failure echo = failure;
    boolean failed = state == JobState.RESTARTING || state == JobState.FAILING;
    if (failed && echo != null && echo.isBrokenChannel()) {
      policy.explain(echo, cause);
      failure = cause;
    }
  }

  /** Starts an attempt if the job waits for that and all that it takes is there. */
  void deployIfPossible() {
    if (state != JobState.WAITING_FOR_WORKERS || workers.isEmpty()) {
      return;
    }
    if (!numbers.hasNext()) {
      numbers.reserve().ifPresent(outbox::add);
      return;
    }
    if (attempt != null) {
      policy.restarted();
    }
    deploy(history.retained().newestUsable());
    numbers.reserve().ifPresent(outbox::add);
  }

  private void deploy(Optional<CompletedCheckpoint> restore) {
    Attempt next = new Attempt(new AttemptId(spec.id(), numbers.take()), placement(), restore);
    attempt = next;
    prepared.clear();
    coordinator = null;
    metrics.attemptStarts(restore);
    state = JobState.DEPLOYING;
    outbox.sendToAll(
        next,
        new WorkerCommand.Deploy(
            next.id(),
            spec,
            next.placement(),
            restore.map(CompletedCheckpoint::ref),
            nextCheckpointId));
    if (savepoints.isDraining()) {
      outbox.sendToAll(next, new WorkerCommand.Drain(next.id()));
    }
  }

  /** All workers of the attempt run their subtasks: checkpoints begin. */
  void run() {
    enterRunning();
    coordinator =
        new CheckpointCoordinator(
            spec.config().checkpoints(),
            currentAttempt().placement().keySet(),
            nextCheckpointId,
            nowMs,
            effects);
    if (spec.config().rounds()) {
      rounds.begin(nowMs);
    }
  }

  /** To the state in which subtasks run that the user's wishes ask for. */
  void enterRunning() {
    if (savepoints.isDraining()) {
      state = JobState.DRAINING;
    } else {
      state = savepoints.isStopping() ? JobState.STOPPING : JobState.RUNNING;
    }
  }

  /**
   * The last checkpoint is complete, and finalizers run.
   *
   * @param whatThen the state that the job ends in
   */
  void finish(JobState whatThen) {
    end = whatThen;
    state = JobState.FINISHING;
  }

  /** All is finalized. */
  void close() {
    state = JobState.CLOSING;
    Attempt current = currentAttempt();
    outbox.sendToAll(current, new WorkerCommand.CloseAttempt(current.id()));
    endDeadlineMs = nowMs + JobMaster.END_TIMEOUT_MS;
  }

  /** The attempt failed, if it was alive. */
  void fail(Failure cause) {
    if (!state.isAttemptAlive()) {
      return;
    }
    if (cause.isDamagedCheckpoint()) {
      currentAttempt().restoredFrom().ifPresent(history.retained()::markDamaged);
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

  /** The next attempt cannot be numbered. */
  void cannotDeploy(Failure cause) {
    if (state == JobState.WAITING_FOR_WORKERS) {
      policy.failed(cause);
      failure = policy.isExhausted() ? policy.firstCause().orElseThrow() : cause;
      stopAttempt(policy.isExhausted() ? JobState.FAILING : JobState.RESTARTING);
    }
  }

  /** The job is to end, as long as it can. */
  void cancel() {
    if (state.isCancellable()) {
      restartAtMs = NEVER;
      stopAttempt(JobState.CANCELLING);
    }
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
      outbox.sendToAll(running, new WorkerCommand.CancelAttempt(running.id()));
      endDeadlineMs = nowMs + JobMaster.END_TIMEOUT_MS;
    }
    goOnIfEnded();
  }

  /** Goes on from an attempt that is to end, when nothing of it is left. */
  void goOnIfEnded() {
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
        state = end;
        outbox.answer(savepoints.endStop());
      }
      default -> {
        return;
      }
    }
    endDeadlineMs = NEVER;
    if (coordinator != null) {
      nextCheckpointId = coordinator.nextId();
    }
    outbox.deleteAll(history.takeRemains());
    outbox.add(new JobCommand.DeleteIncomplete(nextCheckpointId));
  }
}
