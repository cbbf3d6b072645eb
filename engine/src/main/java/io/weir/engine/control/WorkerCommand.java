package io.weir.engine.control;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.element.CheckpointKind;
import java.util.Map;
import java.util.Optional;

/**
 * What a job master tells the part of a worker that runs its job. A command for an attempt that the
 * worker has left behind is ignored; commands to one worker arrive in order, and may arrive twice.
 */
public sealed interface WorkerCommand {
  /** The attempt that is meant. */
  AttemptId attempt();

  /**
   * Builds and starts the worker's subtasks. An older attempt of the job on the worker is cancelled
   * first, and the new one starts when every thread of the old one has ended.
   *
   * @param job what to run
   * @param placement the worker of every subtask of the job
   * @param restore the checkpoint to start from
   * @param firstCheckpointId all checkpoints of the attempt have this id or a greater one
   */
  record Deploy(
      AttemptId attempt,
      JobSpec job,
      Map<SubtaskId, WorkerId> placement,
      Optional<CheckpointRef> restore,
      long firstCheckpointId)
      implements WorkerCommand {
    /** Copies the map. */
    public Deploy {
      placement = Map.copyOf(placement);
    }
  }

  /** Announces the checkpoint to every subtask, then starts its barrier at the roots. */
  record TriggerCheckpoint(AttemptId attempt, long checkpointId, CheckpointKind kind)
      implements WorkerCommand {
    /** A plain checkpoint. */
    public TriggerCheckpoint(AttemptId attempt, long checkpointId) {
      this(attempt, checkpointId, CheckpointKind.CHECKPOINT);
    }
  }

  /**
   * The checkpoint is durable; finalizers run.
   *
   * @param isFinal whether every subtask had ended before its barrier, so that the job is done when
   *     all have finalized
   */
  record CompleteCheckpoint(AttemptId attempt, long checkpointId, boolean isFinal)
      implements WorkerCommand {}

  /** The checkpoint will not complete. */
  record AbortCheckpoint(AttemptId attempt, long checkpointId) implements WorkerCommand {}

  /**
   * The job is being drained: sources take in no more and come to their end. Sent to a running
   * attempt, and to each later one right after its deployment.
   */
  record Drain(AttemptId attempt) implements WorkerCommand {}

  /**
   * Starts a round: its barrier at the roots, behind the next events if there are to be some.
   *
   * @param round greater than that of all rounds and checkpoints of the attempt before
   * @param processingTimeMs the processing time from the barrier on; for the attempt's first round,
   *     that to begin with
   * @param play whether the job is quiet, so that the next events are to be played
   */
  record StartRound(AttemptId attempt, long round, long processingTimeMs, boolean play)
      implements WorkerCommand {}

  /** Stops all subtasks at their next element boundary, closes them and answers AttemptEnded. */
  record CancelAttempt(AttemptId attempt) implements WorkerCommand {}

  /** The job is done: closes all subtasks and answers AttemptEnded. */
  record CloseAttempt(AttemptId attempt) implements WorkerCommand {}
}
