package io.weir.engine.master;

import static io.weir.engine.master.MasterFixture.config;
import static io.weir.engine.master.MasterFixture.ref;
import static io.weir.engine.master.MasterFixture.snapshot;
import static io.weir.engine.master.MasterFixture.spec;
import static java.util.Objects.requireNonNull;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerCommand.CancelAttempt;
import io.weir.engine.control.WorkerCommand.CloseAttempt;
import io.weir.engine.control.WorkerCommand.CompleteCheckpoint;
import io.weir.engine.control.WorkerCommand.Deploy;
import io.weir.engine.control.WorkerCommand.TriggerCheckpoint;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Workers and storage as far as a master can tell, with a random generator for their behaviour, and
 * the checks on what the master commands.
 */
final class MasterModel {
  private final Random random;
  private final String name;
  private final JobMaster master = new JobMaster(spec(config()), 0, (left, right) -> left);
  private final List<JobEvent> inFlight = new ArrayList<>();
  private final List<JobEvent> delivered = new ArrayList<>();
  private final List<WorkerId> workers = new ArrayList<>();
  private final Map<AttemptId, Map<SubtaskId, WorkerId>> placements = new HashMap<>();
  private final Map<AttemptId, Set<WorkerId>> alive = new HashMap<>();
  private final Map<Long, Set<SubtaskId>> acknowledged = new HashMap<>();
  private final Set<Long> committed = new HashSet<>();
  private long newestCommitted = -1;
  private int lastReserved = -1;
  private int workerCount;
  private long nowMs;

  MasterModel(Random random, String name) {
    this.random = random;
    this.name = name;
    master.start();
    inFlight.add(new JobEvent.RestorePointRead(List.of(), 1));
    join();
  }

  /** Something random happens. */
  void randomStep() {
    switch (random.nextInt(20)) {
      case 0 -> join();
      case 1 -> lose();
      case 2 -> failSomewhere();
      case 3, 4 -> pass(random.nextInt(3_000));
      case 5 -> repeat();
      case 6 -> finishSomething();
      default -> deliverOne();
    }
  }

  /** Everything works from now on; answers whether the job ends. */
  boolean endsWithoutFaults() {
    if (workers.isEmpty()) {
      join();
    }
    for (int i = 0; i < 2_000 && !master.state().isTerminal(); i++) {
      if (inFlight.isEmpty()) {
        finishAll();
        pass(500);
      }
      deliverOne();
    }
    return master.state().isTerminal();
  }

  private void join() {
    WorkerId worker = new WorkerId("w" + workerCount++);
    workers.add(worker);
    tell(new JobEvent.WorkerJoined(worker));
  }

  private void lose() {
    if (!workers.isEmpty()) {
      WorkerId worker = workers.remove(random.nextInt(workers.size()));
      alive.values().forEach(set -> set.remove(worker));
      tell(new JobEvent.WorkerLost(worker, "killed"));
    }
  }

  private void failSomewhere() {
    alive.forEach(
        (attempt, set) ->
            set.stream()
                .findFirst()
                .ifPresent(
                    w ->
                        inFlight.add(
                            new JobEvent.Reported(
                                new WorkerReport.AttemptFailed(
                                    attempt, w, Failure.of("boom", ""))))));
  }

  private void pass(long millis) {
    nowMs += millis;
    tell(new JobEvent.Tick());
  }

  private void repeat() {
    if (!delivered.isEmpty()) {
      JobEvent event = delivered.get(random.nextInt(delivered.size()));
      if (event instanceof JobEvent.Reported) {
        tell(event);
      }
    }
  }

  private void finishSomething() {
    alive
        .keySet()
        .forEach(a -> finish(a, requireNonNull(placements.get(a)).keySet().iterator().next()));
  }

  private void finishAll() {
    alive
        .keySet()
        .forEach(a -> requireNonNull(placements.get(a)).keySet().forEach(s -> finish(a, s)));
  }

  private void finish(AttemptId attempt, SubtaskId subtask) {
    if (requireNonNull(alive.get(attempt))
        .contains(requireNonNull(placements.get(attempt)).get(subtask))) {
      inFlight.add(new JobEvent.Reported(new WorkerReport.SubtaskFinished(attempt, subtask)));
    }
  }

  private void deliverOne() {
    if (!inFlight.isEmpty()) {
      JobEvent event = inFlight.remove(random.nextInt(inFlight.size()));
      delivered.add(event);
      note(event);
      tell(event);
    }
  }

  private void note(JobEvent event) {
    if (event instanceof JobEvent.Reported reported
        && reported.report() instanceof WorkerReport.CheckpointAcknowledged ack) {
      acknowledged.computeIfAbsent(ack.checkpointId(), id -> new HashSet<>()).add(ack.subtask());
    } else if (event instanceof JobEvent.Reported reported
        && reported.report() instanceof WorkerReport.AttemptEnded ended) {
      requireNonNull(alive.get(ended.attempt())).remove(ended.worker());
    } else if (event instanceof JobEvent.CheckpointCommitted commit) {
      committed.add(commit.checkpoint().checkpointId());
      newestCommitted = Math.max(newestCommitted, commit.checkpoint().checkpointId());
    } else if (event instanceof JobEvent.AttemptsReserved reservation) {
      lastReserved = Math.max(lastReserved, reservation.lastAttempt());
    }
  }

  private void tell(JobEvent event) {
    boolean wasOver = master.state().isTerminal();
    List<JobCommand> commands = master.handle(event, nowMs);
    check(!wasOver || commands.isEmpty(), "a job that is over commands nothing");
    for (JobCommand command : commands) {
      if (command instanceof JobCommand.Send send) {
        onSend(send.worker(), send.command());
      } else if (command instanceof JobCommand.CommitCheckpoint commit) {
        onCommit(commit);
      } else if (command instanceof JobCommand.ReplaceWorker replace) {
        workers.remove(replace.worker());
        alive.values().forEach(set -> set.remove(replace.worker()));
        inFlight.add(new JobEvent.WorkerLost(replace.worker(), "replaced"));
      } else if (command instanceof JobCommand.DeleteCheckpoint delete) {
        check(delete.checkpointId() != newestCommitted, "the newest checkpoint stays");
      } else if (command instanceof JobCommand.ReserveAttempts reserve) {
        inFlight.add(
            random.nextInt(5) == 0
                ? new JobEvent.AttemptsNotReserved(Failure.of("disk full", ""))
                : new JobEvent.AttemptsReserved(reserve.lastAttempt()));
      }
    }
  }

  private void onCommit(JobCommand.CommitCheckpoint commit) {
    Set<SubtaskId> all = requireNonNull(placements.get(commit.attempt())).keySet();
    check(
        requireNonNull(acknowledged.get(commit.checkpointId())).equals(all),
        "no commit without all parts");
    check(commit.snapshots().keySet().equals(all), "a manifest has all parts");
    inFlight.add(
        random.nextInt(5) == 0
            ? new JobEvent.CheckpointCommitFailed(
                commit.attempt(), commit.checkpointId(), Failure.of("disk full", ""))
            : new JobEvent.CheckpointCommitted(commit.attempt(), ref(commit.checkpointId())));
  }

  private void onSend(WorkerId worker, WorkerCommand command) {
    AttemptId attempt = command.attempt();
    if (command instanceof Deploy deploy) {
      onDeploy(worker, deploy);
    } else if (command instanceof TriggerCheckpoint trigger) {
      acknowledgeAll(worker, attempt, trigger.checkpointId());
    } else if (command instanceof CompleteCheckpoint complete) {
      check(committed.contains(complete.checkpointId()), "complete only what is durable");
      inFlight.add(
          new JobEvent.Reported(
              new WorkerReport.CheckpointFinalized(attempt, complete.checkpointId(), worker)));
    } else if (command instanceof CancelAttempt || command instanceof CloseAttempt) {
      inFlight.add(new JobEvent.Reported(new WorkerReport.AttemptEnded(attempt, worker)));
    }
  }

  private void onDeploy(WorkerId worker, Deploy deploy) {
    check(workers.contains(worker), "nothing runs on a lost worker");
    check(deploy.attempt().number() <= lastReserved, "every attempt is durable before it starts");
    alive.forEach(
        (other, set) ->
            check(other.equals(deploy.attempt()) || set.isEmpty(), "one attempt at a time"));
    long restored = deploy.restore().map(CheckpointRef::checkpointId).orElse(-1L);
    check(restored == newestCommitted, "restores the newest complete checkpoint");
    check(deploy.firstCheckpointId() > newestCommitted, "checkpoint ids grow");
    placements.put(deploy.attempt(), deploy.placement());
    alive.computeIfAbsent(deploy.attempt(), a -> new HashSet<>()).add(worker);
    inFlight.add(new JobEvent.Reported(new WorkerReport.AttemptRunning(deploy.attempt(), worker)));
  }

  private void acknowledgeAll(WorkerId worker, AttemptId attempt, long checkpointId) {
    Optional.ofNullable(placements.get(attempt)).orElseThrow().entrySet().stream()
        .filter(e -> e.getValue().equals(worker) && random.nextInt(10) > 0)
        .forEach(
            e ->
                inFlight.add(
                    new JobEvent.Reported(
                        new WorkerReport.CheckpointAcknowledged(
                            attempt,
                            checkpointId,
                            e.getKey(),
                            snapshot(""),
                            random.nextBoolean()))));
  }

  private void check(boolean holds, String promise) {
    if (!holds) {
      throw new AssertionError(name + ": " + promise);
    }
  }
}
