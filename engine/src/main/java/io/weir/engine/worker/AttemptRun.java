package io.weir.engine.worker;

import io.weir.engine.channel.Exchange;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.Signal;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.task.AttemptParts;
import io.weir.engine.task.Leases;
import io.weir.engine.task.Mail;
import io.weir.engine.task.Mailbox;
import io.weir.engine.task.Parking;
import io.weir.engine.task.Residents;
import io.weir.engine.task.SubtaskTasklet;
import io.weir.engine.task.TaskletExecutor.RunningTasklet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt on one worker, from its deployment until its last thread has ended.
 *
 * <p>Everything that runs for the attempt holds a lease; one more is held until somebody asks for
 * its end. When the last is given back the attempt is closed and reported as ended.
 *
 * <p>Thread: any thread; calls do not block.
 */
final class AttemptRun {
  private static final Logger log = LoggerFactory.getLogger(AttemptRun.class);

  private final WorkerCommand.Deploy deploy;
  private final WorkerServices services;
  private final AttemptReporter reporter;
  private final Runnable onEnded;
  private final Leases users;
  private final Parking sharedParking;
  private final Map<SubtaskId, Mailbox> mailboxes = new LinkedHashMap<>();
  private final SubtaskWatches watches;
  private final Caretaker caretaker;
  // Guarded by this.
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private boolean stopped;
  // The last checkpoint or round.
  private long lastTriggered = -1;

  AttemptRun(
      WorkerId self,
      WorkerCommand.Deploy deploy,
      MasterGateway master,
      WorkerServices services,
      Runnable onEnded) {
    this.deploy = deploy;
    this.services = services;
    this.onEnded = onEnded;
    users = new Leases(() -> services.blocking().execute(this::close));
    sharedParking = services.tasklets().newParking();
    deploy.placement().entrySet().stream()
        .filter(place -> place.getValue().equals(self))
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparingInt(SubtaskId::vertex).thenComparingInt(SubtaskId::index))
        .forEach(id -> mailboxes.put(id, new Mailbox(services.tasklets().newParking())));
    reporter = new AttemptReporter(self, deploy.attempt(), master, mailboxes.size());
    watches = new SubtaskWatches(reporter, deploy.job().config().checkpoints().timeoutMs());
    caretaker =
        new Caretaker(
            services.clock(),
            new Residents(sharedParking),
            List.copyOf(mailboxes.values()),
            reporter,
            watches);
  }

  AttemptId attempt() {
    return deploy.attempt();
  }

  /** Builds and starts everything, on another thread. */
  void start() {
    users.acquire();
    services.blocking().execute(this::setUp);
  }

  private void setUp() {
    try {
      startTasklets(openParts());
    } catch (Throwable t) {
      reporter.failed(t, "start of " + deploy.job().name());
    } finally {
      users.release();
    }
  }

  private record Opened(AttemptParts parts, CheckpointStorage storage) {}

  private Opened openParts() throws Exception {
    JobSpec job = deploy.job();
    CheckpointStorage storage =
        services.storage().open(job.config().checkpoints().path(), job.id());
    Optional<CheckpointReader> restore = openRestore(job, storage);
    Exchange exchange = keep(services.exchanges().open(attempt()));
    OperatorFactory operators = keep(services.operators().create(job, attempt().number()));
    KeyedStateBackendProvider backends = keep(services.backends().open(job, attempt()));
    return new Opened(
        new AttemptParts(
            attempt(),
            job,
            deploy.placement(),
            exchange,
            operators,
            backends,
            restore,
            services.clock()),
        storage);
  }

  private Optional<CheckpointReader> openRestore(JobSpec job, CheckpointStorage storage)
      throws IOException {
    if (deploy.restore().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        CheckpointReader.open(storage, deploy.restore().get())
            .preferring(services.localCopies())
            .forJob(job));
  }

  private synchronized <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private synchronized void startTasklets(Opened parts) {
    if (stopped) {
      return;
    }
    SubtaskSnapshotWriter writer =
        new SubtaskSnapshotWriter(parts.storage(), services.localCopies());
    List<SubtaskWatch> running = new ArrayList<>();
    caretaker.expect(mailboxes.size());
    mailboxes.forEach(
        (id, mailbox) ->
            running.add(
                new SubtaskWatch(
                    id, mailbox.activity(), start(id, mailbox, parts.parts(), writer))));
    watches.watch(running, parts.parts().operators().elementTimeoutMs());
    users.acquire();
    var unused =
        services
            .tasklets()
            .start(
                "weir-" + deploy.job().name() + "-residents",
                caretaker,
                sharedParking,
                users::release);
    reporter.started(0);
  }

  private RunningTasklet start(
      SubtaskId id, Mailbox mailbox, AttemptParts parts, SubtaskSnapshotWriter writer) {
    SubtaskReporter events = new SubtaskReporter(id, reporter, writer, services.blocking(), users);
    String vertex = deploy.job().graph().vertex(id.vertex()).name();
    users.acquire();
    return services
        .tasklets()
        .start(
            "weir-" + vertex + "-" + id.index(),
            new SubtaskTasklet(parts, id, mailbox, events, caretaker.residents()),
            mailbox.initialParking(),
            () -> {
              caretaker.subtaskThreadEnded();
              sharedParking.wake();
              users.release();
            });
  }

  /** Takes a command for this attempt. */
  synchronized void handle(WorkerCommand command) {
    if (command instanceof WorkerCommand.TriggerCheckpoint trigger) {
      if (trigger.checkpointId() > lastTriggered) {
        lastTriggered = trigger.checkpointId();
        watches.checkpointTriggered(lastTriggered);
        postAll(new Mail.TriggerCheckpoint(trigger.checkpointId(), trigger.kind()));
        if (trigger.kind() == CheckpointKind.CHECKPOINT) {
          allowOvertaking(trigger.checkpointId());
        }
      }
    } else if (command instanceof WorkerCommand.StartRound start) {
      if (start.round() > lastTriggered) {
        lastTriggered = start.round();
        reporter.expectRound(start.round());
        postAll(
            new Mail.StartRound(
                new Signal.RoundBarrier(start.round(), start.processingTimeMs()), start.play()));
      }
    } else if (command instanceof WorkerCommand.CompleteCheckpoint complete) {
      if (reporter.expectFinalized(complete.checkpointId())) {
        postAll(new Mail.CompleteCheckpoint(complete.checkpointId()));
      }
    } else if (command instanceof WorkerCommand.AbortCheckpoint abort) {
      postAll(new Mail.AbortCheckpoint(abort.checkpointId()));
    } else if (command instanceof WorkerCommand.Drain) {
      postAll(new Mail.Drain());
    } else {
      stop();
    }
  }

  private void allowOvertaking(long checkpointId) {
    long afterMs = deploy.job().config().checkpoints().alignedTimeoutMs();
    if (afterMs == 0) {
      postAll(new Mail.AllowOvertaking(checkpointId));
    } else if (afterMs > 0) {
      caretaker.allowOvertaking(checkpointId, afterMs);
      sharedParking.wake();
    }
  }

  private void postAll(Mail mail) {
    mailboxes.values().forEach(mailbox -> mailbox.post(mail));
  }

  /** Ends all subtasks at their next element boundary. */
  synchronized void stop() {
    if (!stopped) {
      stopped = true;
      caretaker.stop();
      mailboxes.values().forEach(Mailbox::stop);
      sharedParking.wake();
      users.release();
    }
  }

  private void close() {
    Deque<AutoCloseable> resources;
    synchronized (this) {
      resources = new ArrayDeque<>(opened);
      opened.clear();
    }
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Throwable t) {
        // The attempt is over all the same.
        log.warn("Could not close {}", resource, t);
      }
    }
    // Before the report: the answer may be the next deployment.
    reporter.ended(onEnded);
  }
}
