package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.control.Failure;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.JobCommand.CommitCheckpoint;
import io.weir.engine.master.JobCommand.PrepareWorker;
import io.weir.engine.master.JobCommand.ReplaceWorker;
import io.weir.engine.master.JobCommand.WriteSavepoint;
import io.weir.engine.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a {@link JobMaster} what it lacks: its events one at a time, the time, and hands. Commands
 * to workers go out at once; storage work goes to its executor and comes back as events.
 *
 * <p>Thread: {@link #deliver} and {@link #metrics} from any thread; all else happens on the loop.
 */
public final class JobMasterDriver {
  private static final Logger LOG = LoggerFactory.getLogger(JobMasterDriver.class);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long RETRY_MS = 200;
  private static final int TRIES = 5;

  private final JobMaster master;
  private final JobStorage storage;
  private final Environment environment;
  private final JobListener listener;
  private final JobCommand.Executor hands = new Hands();
  private final long originNanos;
  private long tickScheduledMs = Long.MAX_VALUE;
  private int storageWork;
  private boolean endStored;
  private boolean over;

  /**
   * A driver that does nothing until it is started.
   *
   * @param master not used by anybody else
   */
  public JobMasterDriver(
      JobMaster master, JobStorage storage, Environment environment, JobListener listener) {
    this.master = requireNonNull(master);
    this.storage = requireNonNull(storage);
    this.environment = requireNonNull(environment);
    this.listener = requireNonNull(listener);
    this.originNanos = environment.clock().nanoTime();
  }

  /**
   * What a driver works with.
   *
   * @param loop runs the master
   * @param storageExecutor runs storage work, one task at a time in order; may block
   * @param clock for time-outs
   * @param workers the way to a worker that was reported as joined
   * @param replaceWorker asked to replace the process of a worker; answers with its loss
   * @param prepareWorker told which worker will have subtasks in the next attempt
   */
  public record Environment(
      MasterLoop loop,
      Executor storageExecutor,
      Clock clock,
      Function<WorkerId, WorkerGateway> workers,
      Consumer<ReplaceWorker> replaceWorker,
      Consumer<PrepareWorker> prepareWorker) {}

  /** Starts the job. Call once. */
  public void start() {
    environment.loop().execute(() -> execute(master.start()));
  }

  /** Tells the master something. Dropped once the job is over. Thread: any. */
  public void deliver(JobEvent event) {
    environment.loop().execute(() -> handle(event));
  }

  /** Tells the master what a worker reports. Thread: any. */
  public void report(WorkerReport report) {
    deliver(new JobEvent.Reported(report));
  }

  /** Hands the job's metrics to the receiver, on the loop. Thread: any. */
  public void metrics(Consumer<JobMetrics> receiver) {
    environment.loop().execute(() -> receiver.accept(master.metrics()));
  }

  private void handle(JobEvent event) {
    if (over) {
      return;
    }
    logDecline(event);
    logCheckpoint(event);
    JobState before = master.state();
    List<JobCommand> commands = handleSafely(event);
    execute(commands);
    scheduleTick();
    if (before != master.state() || !commands.isEmpty() || isStatistics(event)) {
      publish(before);
    }
    endIfOver();
  }

  private List<JobCommand> handleSafely(JobEvent event) {
    try {
      return master.handle(event, nowMs());
    } catch (RuntimeException bug) {
      LOG.error("master failed on {}", event, bug);
      return master.handle(new JobEvent.Fault(Failure.of(bug, "master")), nowMs());
    }
  }

  private static void logCheckpoint(JobEvent event) {
    if (event instanceof JobEvent.CheckpointCommitted committed) {
      LOG.debug("checkpoint {} is complete", committed.checkpoint().checkpointId());
    }
  }

  private static void logDecline(JobEvent event) {
    if (event instanceof JobEvent.Reported reported
        && reported.report() instanceof WorkerReport.CheckpointDeclined declined) {
      Failure failure = declined.failure();
      LOG.warn(
          "checkpoint {} failed: {} {}\n{}",
          declined.checkpointId(),
          failure.where(),
          failure.message(),
          failure.stackTrace());
    }
  }

  private static boolean isStatistics(JobEvent event) {
    return event instanceof JobEvent.Reported reported
        && reported.report() instanceof WorkerReport.Statistics;
  }

  private void publish(JobState before) {
    JobStatus status = master.status();
    if (before != status.state()) {
      LOG.info(
          "job {} ({}) is {}, attempt {}",
          status.name(),
          status.id(),
          status.state(),
          status.attempt());
      status
          .failure()
          .ifPresent(f -> LOG.info("because {} {}: {}", f.where(), f.className(), f.message()));
    }
    if (!status.state().isTerminal()) { // Its end is told when it is durable.
      listener.onStatus(status);
    }
  }

  private void execute(List<JobCommand> commands) {
    commands.forEach(command -> command.executeBy(hands));
  }

  private void scheduleTick() {
    long deadlineMs = master.nextDeadlineMs();
    if (deadlineMs < tickScheduledMs) {
      tickScheduledMs = deadlineMs;
      environment.loop().schedule(this::tick, Math.max(0, deadlineMs - nowMs()));
    }
  }

  private void tick() {
    tickScheduledMs = Long.MAX_VALUE;
    handle(new JobEvent.Tick());
  }

  private void endIfOver() {
    if (!master.state().isTerminal() || storageWork > 0 || over) {
      return;
    }
    JobStatus last = master.status();
    JobMetrics metrics = master.metrics();
    if (!endStored) {
      endStored = true;
      inStorage(
          new StorageTask(
              "storing the end of the job",
              () -> {
                storage.end(last, metrics);
                return new JobEvent.Tick();
              },
              failure -> new JobEvent.Tick()),
          TRIES);
      return;
    }
    over = true;
    listener.onStatus(last);
    listener.onEnd(last, metrics);
  }

  private long nowMs() {
    return (environment.clock().nanoTime() - originNanos) / NANOS_PER_MILLI;
  }

  /**
   * Has storage work done by the executor; what it ends in comes back as an event.
   *
   * @param tries how often it is tried while storage does not answer as it should
   */
  private void inStorage(StorageTask task, int tries) {
    storageWork++;
    environment.storageExecutor().execute(() -> runInStorage(task, tries));
  }

  private void runInStorage(StorageTask task, int tries) {
    JobEvent result;
    try {
      result = task.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} failed", task.name(), e);
      if (tries > 1 && isWorthAnotherTry(e)) {
        environment.loop().schedule(() -> retry(task, tries - 1), RETRY_MS);
        return;
      }
      result = task.failed(Failure.of(e, task.name()));
    }
    JobEvent event = result;
    environment
        .loop()
        .execute(
            () -> {
              storageWork--;
              handle(event);
            });
  }

  private void retry(StorageTask task, int tries) {
    storageWork--;
    inStorage(task, tries);
  }

  private static boolean isWorthAnotherTry(Exception e) {
    return e instanceof IOException && !(e instanceof DamagedCheckpointException);
  }

  private final class Hands implements JobCommand.Executor {
    @Override
    public void readRestorePoint() {
      inStorage(
          new StorageTask(
              "reading the restore point",
              storage::readRestorePoint,
              JobEvent.RestorePointUnreadable::new),
          TRIES);
    }

    @Override
    public void reserveAttempts(int lastAttempt) {
      inStorage(
          new StorageTask(
              "reserving attempts up to " + lastAttempt,
              () -> {
                storage.reserveAttempts(lastAttempt);
                return new JobEvent.AttemptsReserved(lastAttempt);
              },
              JobEvent.AttemptsNotReserved::new),
          TRIES);
    }

    @Override
    public void send(WorkerId worker, WorkerCommand command) {
      environment.workers().apply(worker).send(command);
    }

    @Override
    public void commitCheckpoint(CommitCheckpoint command) {
      // Not tried again: the next checkpoint is worth more than this one late.
      inStorage(
          new StorageTask(
              "committing checkpoint " + command.checkpointId(),
              () -> new JobEvent.CheckpointCommitted(command.attempt(), storage.commit(command)),
              failure ->
                  new JobEvent.CheckpointCommitFailed(
                      command.attempt(), command.checkpointId(), failure)),
          1);
    }

    @Override
    public void writeSavepoint(WriteSavepoint command) {
      inStorage(
          new StorageTask(
              "writing a savepoint below " + command.path(),
              () ->
                  new JobEvent.SavepointWritten(
                      command.requestId(), storage.copy(command.checkpoint(), command.path())),
              failure ->
                  new JobEvent.SavepointNotWritten(
                      command.requestId(), command.checkpoint().checkpointId(), failure)),
          1);
    }

    @Override
    public void answerSavepoint(SavepointResult result) {
      listener.onSavepoint(result);
    }

    @Override
    public void deleteCheckpoint(long checkpointId) {
      inStorage(
          new StorageTask(
              "deleting checkpoint " + checkpointId,
              () -> {
                storage.delete(checkpointId);
                return new JobEvent.Tick();
              },
              failure -> new JobEvent.CheckpointDeleteFailed(checkpointId)),
          TRIES);
    }

    @Override
    public void deleteIncomplete(long beforeCheckpointId) {
      inStorage(
          new StorageTask(
              "deleting incomplete checkpoints",
              () -> {
                storage.deleteIncomplete(beforeCheckpointId);
                return new JobEvent.Tick();
              },
              failure -> new JobEvent.Tick()),
          TRIES);
    }

    @Override
    public void replaceWorker(ReplaceWorker command) {
      environment.replaceWorker().accept(command);
    }

    @Override
    public void prepareWorker(PrepareWorker command) {
      environment.prepareWorker().accept(command);
    }
  }
}
