package io.weir.engine.master;

import io.weir.engine.config.CheckpointConfig;
import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerReport.CheckpointAcknowledged;
import io.weir.engine.control.WorkerReport.CheckpointDeclined;
import io.weir.engine.element.CheckpointKind;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one attempt, one at a time:
 *
 * <pre>
 * none ── due ──▶ collecting ── all acknowledged ──▶ committing ── durable ──▶ none
 *                     │ declined, timed out              │ not written
 *                     └───────────▶ none (a failure) ◀───┘
 * </pre>
 *
 * While it is committing only storage can end it: whether its manifest exists is not known to
 * anybody before.
 *
 * <p>When every subtask has finished, the next checkpoint is due at once; its parts then all come
 * after end of data and so it is the final one. What may have been under way is waited for. The
 * same holds when a subtask cannot finish without a checkpoint: what was triggered before it said
 * so may not cover what it keeps back.
 *
 * <p>Thread: owned by its job master. Times are the master's, in milliseconds.
 */
final class CheckpointCoordinator {
  private static final long RETRY_URGENT_MS = 50;

  private final CheckpointConfig config;
  private final Set<SubtaskId> subtasks;
  private final Effects effects;
  private long nextId;
  private long nextPeriodicMs;
  private long nextUrgentMs;
  private boolean allFinished;
  private boolean wanted;
  private CheckpointKind least = CheckpointKind.CHECKPOINT;
  private boolean held;
  private int failuresInRow;
  private @Nullable PendingCheckpoint pending;

  /**
   * A coordinator of an attempt whose subtasks all run.
   *
   * @param nextId id of the first checkpoint
   */
  CheckpointCoordinator(
      CheckpointConfig config, Set<SubtaskId> subtasks, long nextId, long nowMs, Effects effects) {
    this.config = config;
    this.subtasks = Set.copyOf(subtasks);
    this.nextId = nextId;
    this.effects = effects;
    this.nextPeriodicMs = config.intervalMs() < 0 ? Long.MAX_VALUE : nowMs + config.intervalMs();
    this.nextUrgentMs = nowMs;
  }

  /** What follows from the coordinator's decisions. Called from within its methods. */
  interface Effects {
    /** All subtasks are to take part in the checkpoint. */
    void trigger(long checkpointId, CheckpointKind kind);

    /** Every part is durable: the manifest is to be written. */
    void commit(PendingCheckpoint checkpoint);

    /** The checkpoint will not complete; what was written of it is of no use. */
    void abort(long checkpointId);

    /** More checkpoints in a row failed than are tolerated. */
    void tooManyFailures(Failure last);
  }

  /** Every subtask has finished. */
  void allSubtasksFinished() {
    allFinished = true;
  }

  /** A subtask cannot finish before one more checkpoint is complete. */
  void checkpointWanted() {
    wanted = true;
  }

  /** The next checkpoint, and each after it until told otherwise, is at least of this kind. */
  void setLeastKind(CheckpointKind kind) {
    least = kind;
  }

  /** No checkpoint begins from now on. */
  void hold() {
    held = true;
  }

  /** Whether none is under way and they are not held. */
  boolean mayBegin() {
    return pending == null && !held;
  }

  /** Checkpoints begin again. */
  void goOn(long nowMs) {
    held = false;
    if (nextPeriodicMs != never()) {
      nextPeriodicMs = nowMs + config.intervalMs();
    }
  }

  /** Starts or gives up a checkpoint if it is time to. */
  void onTime(long nowMs) {
    PendingCheckpoint current = pending;
    if (current != null && nowMs >= timeoutOf(current)) {
      failed(
          current,
          Failure.of(
              "checkpoint %d: %d of %d subtasks did not answer within %d ms"
                  .formatted(current.id(), current.missing(), subtasks.size(), config.timeoutMs()),
              "checkpoint"),
          nowMs);
    }
    if (pending == null && nowMs >= nextTriggerMs()) {
      pending = new PendingCheckpoint(nextId++, least, nowMs, subtasks, wanted);
      wanted = false;
      effects.trigger(pending.id(), pending.kind());
    }
  }

  /** When {@link #onTime} has something to do next. */
  long nextDeadlineMs() {
    PendingCheckpoint current = pending;
    return current == null ? nextTriggerMs() : timeoutOf(current);
  }

  private static long never() {
    return Long.MAX_VALUE;
  }

  private long timeoutOf(PendingCheckpoint checkpoint) {
    return checkpoint.isCommitting() ? never() : checkpoint.startedMs() + config.timeoutMs();
  }

  private long nextTriggerMs() {
    if (held) {
      return never();
    }
    return allFinished || wanted ? Math.min(nextUrgentMs, nextPeriodicMs) : nextPeriodicMs;
  }

  /** Takes a subtask's part; those of other checkpoints than the one under way are ignored. */
  void acknowledged(CheckpointAcknowledged ack) {
    PendingCheckpoint current = collecting(ack.checkpointId());
    if (current == null) {
      return;
    }
    if (!subtasks.contains(ack.subtask())) {
      throw new IllegalArgumentException(ack.subtask() + " is not part of the job");
    }
    current.acknowledged(ack.subtask(), ack.snapshot(), ack.finished());
    if (current.isComplete()) {
      current.commit();
      effects.commit(current);
    }
  }

  /** A subtask could not do its part. */
  void declined(CheckpointDeclined decline, long nowMs) {
    PendingCheckpoint current = collecting(decline.checkpointId());
    if (current != null) {
      failed(current, decline.failure(), nowMs);
    }
  }

  /** The manifest could not be written. */
  void commitFailed(long checkpointId, Failure failure, long nowMs) {
    PendingCheckpoint current = committing(checkpointId);
    if (current != null) {
      failed(current, failure, nowMs);
    }
  }

  /** The manifest is durable; answers the checkpoint unless it is not the one under way. */
  Optional<PendingCheckpoint> committed(long checkpointId, long nowMs) {
    PendingCheckpoint current = committing(checkpointId);
    if (current == null) {
      return Optional.empty();
    }
    failuresInRow = 0;
    over(current, nowMs, 0);
    return Optional.of(current);
  }

  /**
   * The attempt ends: gives up what is under way, unless storage has the say.
   *
   * @return the id of the checkpoint that was given up
   */
  Optional<Long> stop() {
    nextPeriodicMs = never();
    nextUrgentMs = never();
    PendingCheckpoint current = pending;
    if (current == null || current.isCommitting()) {
      return Optional.empty();
    }
    pending = null;
    return Optional.of(current.id());
  }

  /** Whether a manifest is being written. */
  boolean isCommitting() {
    PendingCheckpoint current = pending;
    return current != null && current.isCommitting();
  }

  /** The checkpoint under way. */
  Optional<Long> pendingId() {
    return Optional.ofNullable(pending).map(PendingCheckpoint::id);
  }

  /** No checkpoint of the attempt has this id or a greater one. */
  long nextId() {
    return nextId;
  }

  /** An id that no checkpoint will have. */
  long takeId() {
    return nextId++;
  }

  private @Nullable PendingCheckpoint collecting(long checkpointId) {
    PendingCheckpoint current = pending;
    boolean matches = current != null && current.id() == checkpointId && !current.isCommitting();
    return matches ? current : null;
  }

  private @Nullable PendingCheckpoint committing(long checkpointId) {
    PendingCheckpoint current = pending;
    boolean matches = current != null && current.id() == checkpointId && current.isCommitting();
    return matches ? current : null;
  }

  private void failed(PendingCheckpoint checkpoint, Failure failure, long nowMs) {
    wanted |= checkpoint.isWanted();
    // After a failure storage gets a moment's rest before an urgent checkpoint is tried again.
    over(checkpoint, nowMs, Math.max(RETRY_URGENT_MS, config.minPauseMs()));
    failuresInRow++;
    effects.abort(checkpoint.id());
    if (failuresInRow > config.tolerableFailures()) {
      effects.tooManyFailures(failure);
    }
  }

  private void over(PendingCheckpoint checkpoint, long nowMs, long urgentPauseMs) {
    pending = null;
    if (nextPeriodicMs != never()) {
      nextPeriodicMs =
          Math.max(checkpoint.startedMs() + config.intervalMs(), nowMs + config.minPauseMs());
    }
    if (nextUrgentMs != never()) {
      nextUrgentMs = nowMs + urgentPauseMs;
    }
  }
}
