package io.weir.engine.task;

import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.Signal;

/** What a subtask is told from outside. Delivered on the subtask thread, between two elements. */
public sealed interface Mail {
  /** Hands itself to the subtask's handler of such mail. */
  void deliverTo(MailHandler handler) throws Exception;

  /** Takes mail. Thread: the subtask thread. */
  interface MailHandler {
    /** A checkpoint was asked for. */
    void checkpointTriggered(long checkpointId, CheckpointKind kind) throws Exception;

    /** The barrier of a plain checkpoint has taken too long. */
    void overtakingAllowed(long checkpointId);

    /** A checkpoint is durable on all workers. */
    void checkpointCompleted(long checkpointId) throws Exception;

    /** A checkpoint will not complete. */
    void checkpointAborted(long checkpointId);

    /** The job is being drained. */
    void drainRequested() throws Exception;

    /** A round was started. */
    void roundStarted(Signal.RoundBarrier barrier, boolean play) throws Exception;

    /** Somebody wants figures. */
    void statisticsRequested();
  }

  /** Announces the checkpoint, and starts its barrier in a subtask without input channels. */
  record TriggerCheckpoint(long checkpointId, CheckpointKind kind) implements Mail {
    /** A plain checkpoint. */
    public TriggerCheckpoint(long checkpointId) {
      this(checkpointId, CheckpointKind.CHECKPOINT);
    }

    @Override
    public void deliverTo(MailHandler handler) throws Exception {
      handler.checkpointTriggered(checkpointId, kind);
    }
  }

  /** From now on the barrier of the plain checkpoint may overtake elements. */
  record AllowOvertaking(long checkpointId) implements Mail {
    @Override
    public void deliverTo(MailHandler handler) {
      handler.overtakingAllowed(checkpointId);
    }
  }

  /** Runs the finalizers of the checkpoint. */
  record CompleteCheckpoint(long checkpointId) implements Mail {
    @Override
    public void deliverTo(MailHandler handler) throws Exception {
      handler.checkpointCompleted(checkpointId);
    }
  }

  /** Gives the checkpoint up. */
  record AbortCheckpoint(long checkpointId) implements Mail {
    @Override
    public void deliverTo(MailHandler handler) {
      handler.checkpointAborted(checkpointId);
    }
  }

  /** Tells the operators that the job is being drained. */
  record Drain() implements Mail {
    @Override
    public void deliverTo(MailHandler handler) throws Exception {
      handler.drainRequested();
    }
  }

  /**
   * Starts the barrier of a round in a subtask without input channels.
   *
   * @param play whether the next events are to be played before
   */
  record StartRound(Signal.RoundBarrier barrier, boolean play) implements Mail {
    @Override
    public void deliverTo(MailHandler handler) throws Exception {
      handler.roundStarted(barrier, play);
    }
  }

  /** Asks for the subtask's figures. */
  record ReportStatistics() implements Mail {
    @Override
    public void deliverTo(MailHandler handler) {
      handler.statisticsRequested();
    }
  }
}
