package io.weir.engine.control;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import java.util.List;

/** What the part of a worker that runs a job tells the job's master, in order. */
public sealed interface WorkerReport {
  /** The attempt that it is about. */
  AttemptId attempt();

  /** Hands the report to the receiver's method for it. */
  void deliverTo(Receiver receiver);

  /** All subtasks of the worker have been built, restored and started. */
  record AttemptRunning(AttemptId attempt, WorkerId worker) implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAttemptRunning(this);
    }
  }

  /** The subtask has finished: its last input ended and it sent end of data. It stays resident. */
  record SubtaskFinished(AttemptId attempt, SubtaskId subtask) implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onSubtaskFinished(this);
    }
  }

  /**
   * The subtask's last input ended, and it cannot finish before a checkpoint that it takes part in
   * from now on is complete.
   */
  record CheckpointWanted(AttemptId attempt, SubtaskId subtask) implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointWanted(this);
    }
  }

  /** A subtask or the worker's part of the attempt failed; the attempt cannot go on. */
  record AttemptFailed(AttemptId attempt, WorkerId worker, Failure failure)
      implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAttemptFailed(this);
    }
  }

  /**
   * A subtask's part of a checkpoint is durable.
   *
   * @param finished whether the barrier came after the subtask's end of data
   */
  record CheckpointAcknowledged(
      AttemptId attempt,
      long checkpointId,
      SubtaskId subtask,
      SubtaskSnapshot snapshot,
      boolean finished)
      implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointAcknowledged(this);
    }
  }

  /** A subtask could not make its part of a checkpoint; the attempt itself goes on. */
  record CheckpointDeclined(
      AttemptId attempt, long checkpointId, SubtaskId subtask, Failure failure)
      implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointDeclined(this);
    }
  }

  /** All the worker's subtasks have run their finalizers for the checkpoint. */
  record CheckpointFinalized(AttemptId attempt, long checkpointId, WorkerId worker)
      implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointFinalized(this);
    }
  }

  /** The barrier of the round went through all the worker's subtasks. */
  record RoundPassed(AttemptId attempt, long round, WorkerId worker, RoundResult result)
      implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onRoundPassed(this);
    }
  }

  /** Every thread of the attempt on this worker has ended. */
  record AttemptEnded(AttemptId attempt, WorkerId worker) implements WorkerReport {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAttemptEnded(this);
    }
  }

  /** Cumulative figures of the worker's subtasks, sent about once a second and at the end. */
  record Statistics(AttemptId attempt, WorkerId worker, List<SubtaskStatistics> subtasks)
      implements WorkerReport {
    /** Copies the list. */
    public Statistics {
      subtasks = List.copyOf(subtasks);
    }

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onStatistics(this);
    }
  }

  /** Takes reports, one method for each kind. */
  interface Receiver {
    /** Takes the report. */
    void onAttemptRunning(AttemptRunning report);

    /** Takes the report. */
    void onSubtaskFinished(SubtaskFinished report);

    /** Takes the report. */
    void onCheckpointWanted(CheckpointWanted report);

    /** Takes the report. */
    void onAttemptFailed(AttemptFailed report);

    /** Takes the report. */
    void onCheckpointAcknowledged(CheckpointAcknowledged report);

    /** Takes the report. */
    void onCheckpointDeclined(CheckpointDeclined report);

    /** Takes the report. */
    void onCheckpointFinalized(CheckpointFinalized report);

    /** Takes the report. */
    void onRoundPassed(RoundPassed report);

    /** Takes the report. */
    void onAttemptEnded(AttemptEnded report);

    /** Takes the report. */
    void onStatistics(Statistics report);
  }
}
