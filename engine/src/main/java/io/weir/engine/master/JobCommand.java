package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.graph.Bytes;
import java.util.Map;

/** What a job master wants done. Commands are executed in order; storage work may take its time. */
public sealed interface JobCommand {
  /** Hands the command to the executor's method for it. */
  void executeBy(Executor executor);

  /** Finds out where to start from; answered by a {@link JobEvent.RestorePointRead}. */
  record ReadRestorePoint() implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.readRestorePoint();
    }
  }

  /**
   * Makes durable that attempts up to the number may have been made; answered by {@link
   * JobEvent.AttemptsReserved} or {@link JobEvent.AttemptsNotReserved}. No attempt starts before.
   */
  record ReserveAttempts(int lastAttempt) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.reserveAttempts(lastAttempt);
    }
  }

  /** Sends a command to a worker. */
  record Send(WorkerId worker, WorkerCommand command) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.send(worker, command);
    }
  }

  /**
   * Writes the manifest of a checkpoint of which every subtask's part is durable; answered by
   * {@link JobEvent.CheckpointCommitted} or {@link JobEvent.CheckpointCommitFailed}.
   *
   * @param isFinal whether every subtask had ended before its barrier
   * @param snapshots the part of every subtask
   * @param restoredMetrics the metric cells by operator that the attempt started with; those of the
   *     snapshots count on top
   */
  record CommitCheckpoint(
      AttemptId attempt,
      long checkpointId,
      boolean isFinal,
      Map<SubtaskId, SubtaskSnapshot> snapshots,
      Map<String, Bytes> restoredMetrics)
      implements JobCommand {
    /** Copies the maps. */
    public CommitCheckpoint {
      snapshots = Map.copyOf(snapshots);
      restoredMetrics = Map.copyOf(restoredMetrics);
    }

    @Override
    public void executeBy(Executor executor) {
      executor.commitCheckpoint(this);
    }
  }

  /**
   * Copies a complete checkpoint to a place of the user's; answered by {@link
   * JobEvent.SavepointWritten} or {@link JobEvent.SavepointNotWritten}.
   *
   * @param path the directory for savepoints
   */
  record WriteSavepoint(long requestId, CheckpointRef checkpoint, String path)
      implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.writeSavepoint(this);
    }
  }

  /** Tells whoever waits for it. */
  record AnswerSavepoint(SavepointResult result) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.answerSavepoint(result);
    }
  }

  /** Removes a checkpoint of the job from storage, complete or not. */
  record DeleteCheckpoint(long checkpointId) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.deleteCheckpoint(checkpointId);
    }
  }

  /**
   * Removes all checkpoints of the job that were begun before the given id and never completed:
   * nobody writes to them any more.
   */
  record DeleteIncomplete(long beforeCheckpointId) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.deleteIncomplete(beforeCheckpointId);
    }
  }

  /**
   * The worker's threads of the attempt do not end although they were asked to: its process is to
   * be replaced. Answered by a {@link JobEvent.WorkerLost} when it is gone.
   */
  record ReplaceWorker(AttemptId attempt, WorkerId worker) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.replaceWorker(this);
    }
  }

  /**
   * The worker will have subtasks in the next attempt: what takes it long to begin with is to be
   * done now.
   */
  record PrepareWorker(WorkerId worker, JobSpec job) implements JobCommand {
    @Override
    public void executeBy(Executor executor) {
      executor.prepareWorker(this);
    }
  }

  /** Does what commands say, one method for each kind. */
  interface Executor {
    /** Executes the command. */
    void readRestorePoint();

    /** Executes the command. */
    void reserveAttempts(int lastAttempt);

    /** Executes the command. */
    void send(WorkerId worker, WorkerCommand command);

    /** Executes the command. */
    void commitCheckpoint(CommitCheckpoint command);

    /** Executes the command. */
    void writeSavepoint(WriteSavepoint command);

    /** Executes the command. */
    void answerSavepoint(SavepointResult result);

    /** Executes the command. */
    void deleteCheckpoint(long checkpointId);

    /** Executes the command. */
    void deleteIncomplete(long beforeCheckpointId);

    /** Executes the command. */
    void replaceWorker(ReplaceWorker command);

    /** Executes the command. */
    void prepareWorker(PrepareWorker command);
  }
}
