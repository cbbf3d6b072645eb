package io.weir.engine.master;

import io.weir.engine.control.WorkerCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that follow from an event, in order.
 *
 * <p>Thread: owned by its job master.
 */
final class Outbox {
  private final List<JobCommand> commands = new ArrayList<>();

  void add(JobCommand command) {
    commands.add(command);
  }

  /** To every worker of the attempt that still has threads of it. */
  void sendToAll(Attempt attempt, WorkerCommand command) {
    attempt.workers().stream()
        .filter(worker -> !attempt.hasEnded(worker))
        .forEach(worker -> commands.add(new JobCommand.Send(worker, command)));
  }

  void deleteAll(List<Long> checkpointIds) {
    checkpointIds.forEach(id -> commands.add(new JobCommand.DeleteCheckpoint(id)));
  }

  void answer(Optional<SavepointResult> result) {
    result.ifPresent(known -> commands.add(new JobCommand.AnswerSavepoint(known)));
  }

  /** Drops what nobody took. */
  void clear() {
    commands.clear();
  }

  /** What there is, which is then no longer here. */
  List<JobCommand> take() {
    List<JobCommand> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }
}
