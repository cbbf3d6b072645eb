package io.weir.engine.master;

import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.Failure;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.JobCommand.CommitCheckpoint;
import io.weir.engine.master.JobCommand.ReplaceWorker;
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

  private final JobMaster master;
  private final JobStorage storage;
  private final Environment environment;
  private final JobListener listener;
  private final JobCommand.Executor hands = new Hands();
  private final long originNanos;
  private long tickScheduledMs = Long.MAX_VALUE;
  private int storageWork;
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
   */
  public record Environment(
      MasterLoop loop,
      Executor storageExecutor,
      Clock clock,
      Function<WorkerId, WorkerGateway> workers,
      Consumer<ReplaceWorker> replaceWorker) {}

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
    listener.onStatus(status);
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
    if (master.state().isTerminal() && storageWork == 0 && !over) {
      over = true;
      listener.onEnd(master.status(), master.metrics());
    }
  }

  private long nowMs() {
    return (environment.clock().nanoTime() - originNanos) / NANOS_PER_MILLI;
  }

  /** Storage work: what it is, and which event it ends in. */
  private void inStorage(StorageTask task) {
    storageWork++;
    environment
        .storageExecutor()
        .execute(
            () -> {
              JobEvent result = task.run();
              environment
                  .loop()
                  .execute(
                      () -> {
                        storageWork--;
                        handle(result);
                      });
            });
  }

  private interface StorageTask {
    JobEvent run();
  }

  private final class Hands implements JobCommand.Executor {
    @Override
    public void readRestorePoint() {
      inStorage(
          () -> {
            try {
              return storage.readRestorePoint();
            } catch (IOException | RuntimeException e) {
              return new JobEvent.RestorePointUnreadable(Failure.of(e, "restore point"));
            }
          });
    }

    @Override
    public void send(WorkerId worker, WorkerCommand command) {
      environment.workers().apply(worker).send(command);
    }

    @Override
    public void commitCheckpoint(CommitCheckpoint command) {
      inStorage(
          () -> {
            try {
              CheckpointRef ref = storage.commit(command);
              return new JobEvent.CheckpointCommitted(command.attempt(), ref);
            } catch (IOException | RuntimeException e) {
              LOG.warn("checkpoint {} was not committed", command.checkpointId(), e);
              return new JobEvent.CheckpointCommitFailed(
                  command.attempt(), command.checkpointId(), Failure.of(e, "checkpoint"));
            }
          });
    }

    @Override
    public void deleteCheckpoint(long checkpointId) {
      inStorage(
          () -> {
            try {
              storage.delete(checkpointId);
              return new JobEvent.Tick();
            } catch (IOException | RuntimeException e) {
              LOG.warn("checkpoint {} was not deleted", checkpointId, e);
              return new JobEvent.CheckpointDeleteFailed(checkpointId);
            }
          });
    }

    @Override
    public void replaceWorker(ReplaceWorker command) {
      environment.replaceWorker().accept(command);
    }
  }
}
