package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * <p>Its parts: what events ({@link JobEvents}) and reports ({@link JobReports}) mean, the attempts
 * ({@link JobLife}), what a complete checkpoint leads to ({@link JobEnding}), and the commands that
 * come of it ({@link Outbox}).
 *
 * <p>Thread: one at a time. Times are milliseconds from an arbitrary origin and never fall.
 */
public final class JobMaster {
  /** How long the threads of an attempt may take to end before their process is replaced. */
  static final long END_TIMEOUT_MS = 30_000;

  private final JobSpec spec;
  private final Outbox outbox = new Outbox();
  private final CheckpointHistory history;
  private final MetricsLedger metrics;
  private final JobLife life;
  private final JobEvent.Receiver events;

  /**
   * The master of a job that is not running anywhere.
   *
   * @param firstAttempt number of its first attempt, greater than that of every attempt an earlier
   *     master of the job made
   */
  public JobMaster(JobSpec spec, int firstAttempt, MetricsMerge merge) {
    this.spec = requireNonNull(spec);
    this.history = new CheckpointHistory(spec.config().checkpoints().retained());
    this.metrics = new MetricsLedger(requireNonNull(merge));
    Savepoints savepoints = new Savepoints();
    this.life = new JobLife(spec, firstAttempt, outbox, history, savepoints, metrics);
    JobEnding ending = new JobEnding(life, outbox, history, savepoints, metrics);
    JobReports reports = new JobReports(life, ending, metrics);
    this.events = new JobEvents(spec, life, ending, outbox, history, savepoints, reports);
  }

  /** What is to be done first, before any event. */
  public List<JobCommand> start() {
    return List.of(new JobCommand.ReadRestorePoint());
  }

  /** Takes an event at the given time and answers what is to be done. */
  public List<JobCommand> handle(JobEvent event, long timeMs) {
    life.clock(timeMs);
    outbox.clear();
    if (!state().isTerminal()) {
      event.deliverTo(events);
      life.onTime();
    }
    return outbox.take();
  }

  /** When the next {@link JobEvent.Tick} is needed; {@code Long.MAX_VALUE} for never. */
  public long nextDeadlineMs() {
    return life.nextDeadlineMs();
  }

  /** Where the job is in its life. */
  public JobState state() {
    return life.state();
  }

  /** What can be said of the job now. */
  public JobStatus status() {
    Attempt current = life.attempt();
    CheckpointCoordinator checkpoints = life.coordinator();
    Set<SubtaskId> finished = current == null ? Set.of() : current.finishedSubtasks();
    Optional<Long> pending = checkpoints == null ? Optional.empty() : checkpoints.pendingId();
    return new JobStatus(
        spec.id(),
        spec.name(),
        state(),
        current == null ? -1 : current.id().number(),
        life.policy().restarts(),
        current == null ? 0 : current.workers().size(),
        history.status(pending, life.nowMs()),
        spec.graph().vertices().stream().map(v -> metrics.live().vertex(v, finished)).toList(),
        life.failure());
  }

  /** The job's metric cells. */
  public JobMetrics metrics() {
    return metrics.now();
  }
}
