package io.weir.engine.wire;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerCommand.AbortCheckpoint;
import io.weir.engine.control.WorkerCommand.CancelAttempt;
import io.weir.engine.control.WorkerCommand.CloseAttempt;
import io.weir.engine.control.WorkerCommand.CompleteCheckpoint;
import io.weir.engine.control.WorkerCommand.Deploy;
import io.weir.engine.control.WorkerCommand.Drain;
import io.weir.engine.control.WorkerCommand.StartRound;
import io.weir.engine.control.WorkerCommand.TriggerCheckpoint;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.CheckpointKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of a {@link WorkerCommand} inside a message: kind, attempt, the rest. */
final class CommandCodec {
  private static final int DEPLOY = 1;
  private static final int TRIGGER_CHECKPOINT = 2;
  private static final int COMPLETE_CHECKPOINT = 3;
  private static final int ABORT_CHECKPOINT = 4;
  private static final int CANCEL_ATTEMPT = 5;
  private static final int CLOSE_ATTEMPT = 6;
  private static final int DRAIN = 8;
  private static final int START_ROUND = 7;

  private CommandCodec() {}

  static void write(WireWriter out, WorkerCommand command) {
    out.writeByte(kindOf(command));
    IdCodec.writeAttempt(out, command.attempt());
    if (command instanceof Deploy deploy) {
      writeDeploy(out, deploy);
    } else if (command instanceof TriggerCheckpoint trigger) {
      out.writeLong(trigger.checkpointId());
      out.writeByte(trigger.kind().code());
    } else if (command instanceof CompleteCheckpoint complete) {
      out.writeLong(complete.checkpointId());
      out.writeBoolean(complete.isFinal());
    } else if (command instanceof AbortCheckpoint abort) {
      out.writeLong(abort.checkpointId());
    } else if (command instanceof StartRound start) {
      out.writeLong(start.round());
      out.writeLong(start.processingTimeMs());
      out.writeBoolean(start.play());
    }
  }

  static WorkerCommand read(WireReader in) throws WireFormatException {
    int kind = in.readByte();
    AttemptId attempt = IdCodec.readAttempt(in);
    return switch (kind) {
      case DEPLOY -> readDeploy(in, attempt);
      case TRIGGER_CHECKPOINT ->
          new TriggerCheckpoint(attempt, in.readLong(), CheckpointKind.ofCode(in.readByte()));
      case COMPLETE_CHECKPOINT -> new CompleteCheckpoint(attempt, in.readLong(), in.readBoolean());
      case ABORT_CHECKPOINT -> new AbortCheckpoint(attempt, in.readLong());
      case CANCEL_ATTEMPT -> new CancelAttempt(attempt);
      case START_ROUND -> new StartRound(attempt, in.readLong(), in.readLong(), in.readBoolean());
      case CLOSE_ATTEMPT -> new CloseAttempt(attempt);
      case DRAIN -> new Drain(attempt);
      default -> throw new WireFormatException("no command is of kind " + kind);
    };
  }

  private static int kindOf(WorkerCommand command) {
    if (command instanceof Deploy) {
      return DEPLOY;
    }
    if (command instanceof TriggerCheckpoint) {
      return TRIGGER_CHECKPOINT;
    }
    if (command instanceof CompleteCheckpoint) {
      return COMPLETE_CHECKPOINT;
    }
    if (command instanceof AbortCheckpoint) {
      return ABORT_CHECKPOINT;
    }
    if (command instanceof CancelAttempt) {
      return CANCEL_ATTEMPT;
    }
    if (command instanceof CloseAttempt) {
      return CLOSE_ATTEMPT;
    }
    if (command instanceof Drain) {
      return DRAIN;
    }
    if (command instanceof StartRound) {
      return START_ROUND;
    }
    throw new IllegalArgumentException("no form for " + command);
  }

  private static void writeDeploy(WireWriter out, Deploy deploy) {
    JobCodec.write(out, deploy.job());
    List<Map.Entry<SubtaskId, WorkerId>> placement =
        deploy.placement().entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(
                    Comparator.comparingInt(SubtaskId::vertex).thenComparingInt(SubtaskId::index)))
            .toList();
    out.writeList(
        placement,
        (writer, entry) -> {
          IdCodec.writeSubtask(writer, entry.getKey());
          IdCodec.writeWorker(writer, entry.getValue());
        });
    out.writeBoolean(deploy.restore().isPresent());
    deploy
        .restore()
        .ifPresent(
            checkpoint -> {
              out.writeString(checkpoint.path());
              out.writeLong(checkpoint.checkpointId());
            });
    out.writeLong(deploy.firstCheckpointId());
  }

  private static Deploy readDeploy(WireReader in, AttemptId attempt) throws WireFormatException {
    return new Deploy(
        attempt, JobCodec.read(in), readPlacement(in), readRestore(in), in.readLong());
  }

  private static Map<SubtaskId, WorkerId> readPlacement(WireReader in) throws WireFormatException {
    Map<SubtaskId, WorkerId> placement = new HashMap<>();
    List<Map.Entry<SubtaskId, WorkerId>> entries =
        in.readList(reader -> Map.entry(IdCodec.readSubtask(reader), IdCodec.readWorker(reader)));
    for (Map.Entry<SubtaskId, WorkerId> entry : entries) {
      placement.put(entry.getKey(), entry.getValue());
    }
    return placement;
  }

  private static Optional<CheckpointRef> readRestore(WireReader in) throws WireFormatException {
    return in.readBoolean()
        ? Optional.of(new CheckpointRef(in.readString(), in.readLong()))
        : Optional.empty();
  }
}
