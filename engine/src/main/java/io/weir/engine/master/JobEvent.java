package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import java.util.List;

/** What a job master is told. */
public sealed interface JobEvent {
  /** Hands the event to the receiver's method for it. */
  void deliverTo(Receiver receiver);

  /**
   * The answer to {@link JobCommand.ReadRestorePoint}.
   *
   * @param checkpoints what the job can start from, oldest first; empty to start from the beginning
   * @param firstCheckpointId no checkpoint of the job has this id or a greater one
   * @param damaged the ids of the job's checkpoints that cannot be read; they are removed once
   *     another one is complete
   */
  record RestorePointRead(
      List<CompletedCheckpoint> checkpoints, long firstCheckpointId, List<Long> damaged)
      implements JobEvent {
    /** Copies the lists. */
    public RestorePointRead {
      checkpoints = List.copyOf(checkpoints);
      damaged = List.copyOf(damaged);
    }

    /** Of a job none of whose checkpoints is damaged. */
    public RestorePointRead(List<CompletedCheckpoint> checkpoints, long firstCheckpointId) {
      this(checkpoints, firstCheckpointId, List.of());
    }

    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onRestorePointRead(this);
    }
  }

  /** The restore point cannot be read, so the job cannot start. */
  record RestorePointUnreadable(Failure failure) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onRestorePointUnreadable(this);
    }
  }

  /** Attempts up to the number may be made. */
  record AttemptsReserved(int lastAttempt) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAttemptsReserved(this);
    }
  }

  /** Attempts could not be reserved, so none beyond those that were may be made. */
  record AttemptsNotReserved(Failure failure) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAttemptsNotReserved(this);
    }
  }

  /** A worker can be used from now on. */
  record WorkerJoined(WorkerId worker) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onWorkerJoined(this);
    }
  }

  /** The worker's process has ended or counts as ended; nothing it says matters any more. */
  record WorkerLost(WorkerId worker, String reason) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onWorkerLost(this);
    }
  }

  /** A worker's report. */
  record Reported(WorkerReport report) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onReport(report);
    }
  }

  /** The checkpoint's manifest is durable. */
  record CheckpointCommitted(AttemptId attempt, CheckpointRef checkpoint) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointCommitted(this);
    }
  }

  /** The checkpoint's manifest could not be written. */
  record CheckpointCommitFailed(AttemptId attempt, long checkpointId, Failure failure)
      implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointCommitFailed(this);
    }
  }

  /** A checkpoint could not be deleted; the master asks again later. */
  record CheckpointDeleteFailed(long checkpointId) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCheckpointDeleteFailed(this);
    }
  }

  /** A user wants the job to stop. */
  record Cancel() implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onCancel();
    }
  }

  /**
   * A user wants a savepoint.
   *
   * @param requestId what the answer is known by
   * @param path the directory for it; empty for the default one
   */
  record TriggerSavepoint(long requestId, String path) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onTriggerSavepoint(this);
    }
  }

  /**
   * A user wants the job to stop behind a savepoint.
   *
   * @param requestId what the answer is known by
   * @param drain whether its sources end first, and all that follows from that is done
   * @param path the directory for the savepoint; empty for the default one, or for none when
   *     draining
   */
  record Stop(long requestId, boolean drain, String path) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onStop(this);
    }
  }

  /** The copy of a checkpoint is durable. */
  record SavepointWritten(long requestId, CheckpointRef savepoint) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onSavepointWritten(this);
    }
  }

  /** The copy of a checkpoint could not be written. */
  record SavepointNotWritten(long requestId, long checkpointId, Failure failure)
      implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onSavepointNotWritten(this);
    }
  }

  /** Something went wrong in the master itself; the attempt is given up. */
  record Fault(Failure failure) implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onFault(this);
    }
  }

  /** Time has passed. */
  record Tick() implements JobEvent {
    @Override
    public void deliverTo(Receiver receiver) {
      // Every event brings the time along; this one brings nothing else.
    }
  }

  /** Takes events, one method for each kind. */
  interface Receiver {
    /** Takes the event. */
    void onRestorePointRead(RestorePointRead event);

    /** Takes the event. */
    void onRestorePointUnreadable(RestorePointUnreadable event);

    /** Takes the event. */
    void onAttemptsReserved(AttemptsReserved event);

    /** Takes the event. */
    void onAttemptsNotReserved(AttemptsNotReserved event);

    /** Takes the event. */
    void onWorkerJoined(WorkerJoined event);

    /** Takes the event. */
    void onWorkerLost(WorkerLost event);

    /** Takes the report. */
    void onReport(WorkerReport report);

    /** Takes the event. */
    void onCheckpointCommitted(CheckpointCommitted event);

    /** Takes the event. */
    void onCheckpointCommitFailed(CheckpointCommitFailed event);

    /** Takes the event. */
    void onCheckpointDeleteFailed(CheckpointDeleteFailed event);

    /** Takes the event. */
    void onFault(Fault event);

    /** Takes the event. */
    void onTriggerSavepoint(TriggerSavepoint event);

    /** Takes the event. */
    void onStop(Stop event);

    /** Takes the event. */
    void onSavepointWritten(SavepointWritten event);

    /** Takes the event. */
    void onSavepointNotWritten(SavepointNotWritten event);

    /** Takes the wish to cancel. */
    void onCancel();
  }
}
