package io.weir.engine.master;

/**
 * Where a job is in its life.
 *
 * <pre>
 * CREATED ── restore point read ──▶ WAITING_FOR_WORKERS ◀───────────────┐
 *                                       │ a worker is there             │ all threads ended,
 *                                       ▼                               │ pause over
 *                                   DEPLOYING ──── failure ───▶ RESTARTING
 *                                       │ all workers run           ▲ ▲
 *                                       ▼                           │ │
 *                                    RUNNING ────── failure ────────┘ │
 *                                       │ final checkpoint durable    │
 *                                       ▼                             │
 *                                   FINISHING ───── failure ──────────┘
 *                                       │ all workers finalized
 *                                       ▼
 *                                    CLOSING ── all threads ended ──▶ DONE, or STOPPED
 *
 * stop: RUNNING ──▶ STOPPING ── savepoint durable ──▶ FINISHING; not written ──▶ RUNNING
 * drain: RUNNING ──▶ DRAINING ── final checkpoint durable ──▶ FINISHING
 * both fail as RUNNING does, and the next attempt comes back to them
 *
 * any failure, once there were too many restarts ──▶ FAILING ── all threads ended ──▶ FAILED
 * cancel, before FINISHING ──▶ CANCELLING ── all threads ended ──▶ CANCELLED
 * </pre>
 *
 * From FINISHING on a job cannot be cancelled: its result is durable and partly visible.
 */
public enum JobState {
  /** The point to start from is being read from storage. */
  CREATED,
  /** There is no worker to run on, or the number of the next attempt is not durable yet. */
  WAITING_FOR_WORKERS,
  /** The workers build and restore their subtasks. */
  DEPLOYING,
  /** All subtasks run, or have finished and are resident. */
  RUNNING,
  /** As RUNNING, until a savepoint is durable behind which the job stops. */
  STOPPING,
  /** As RUNNING, but sources take in no more. */
  DRAINING,
  /** The final checkpoint, or the last before a stop, is durable and finalizers run. */
  FINISHING,
  /** All is finalized and the workers close their subtasks. */
  CLOSING,
  /** An attempt failed; the next one starts when all threads of it have ended. */
  RESTARTING,
  /** The job has failed for good and waits for the threads of its last attempt. */
  FAILING,
  /** The job was cancelled and waits for the threads of its attempt. */
  CANCELLING,
  /** The job's input ended and all its output is committed. */
  DONE,
  /** The job was stopped behind a savepoint, from which it can be continued. */
  STOPPED,
  /** The job failed. */
  FAILED,
  /** The job was cancelled. */
  CANCELLED;

  /** Whether nothing will change any more. */
  public boolean isTerminal() {
    return this == DONE || this == STOPPED || this == FAILED || this == CANCELLED;
  }

  /** Whether all subtasks run and checkpoints are made. */
  boolean isRunning() {
    return this == RUNNING || this == STOPPING || this == DRAINING;
  }

  /** Whether a failure of the attempt changes the course of the job. */
  boolean isAttemptAlive() {
    return this == DEPLOYING || isRunning() || this == FINISHING;
  }

  /** Whether the job can still be cancelled. */
  boolean isCancellable() {
    return switch (this) {
      case CREATED, WAITING_FOR_WORKERS, DEPLOYING, RUNNING, STOPPING, DRAINING, RESTARTING -> true;
      case FINISHING, CLOSING, FAILING, CANCELLING, DONE, STOPPED, FAILED, CANCELLED -> false;
    };
  }
}
