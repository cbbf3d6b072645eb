package io.weir.transport.client;

import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStatus.CheckpointStatus;
import io.weir.engine.master.VertexStatus;
import io.weir.transport.v1.CheckpointMessage;
import io.weir.transport.v1.FailureMessage;
import io.weir.transport.v1.JobStatusMessage;
import io.weir.transport.v1.VertexMessage;
import java.util.Optional;

/** The form of a {@link JobStatus} as a message. Thread: any thread. */
final class StatusMessages {
  private StatusMessages() {}

  static JobStatusMessage write(JobStatus status) {
    JobStatusMessage.Builder message =
        JobStatusMessage.newBuilder()
            .setJobId(status.id().value())
            .setName(status.name())
            .setState(status.state().name())
            .setAttempt(status.attempt())
            .setRestarts(status.restarts())
            .setWorkers(status.workers())
            .setCheckpoint(write(status.checkpoint()));
    status.vertices().forEach(vertex -> message.addVertices(write(vertex)));
    status.failure().ifPresent(failure -> message.setFailure(write(failure)));
    return message.build();
  }

  private static CheckpointMessage write(CheckpointStatus checkpoint) {
    return CheckpointMessage.newBuilder()
        .setLastId(checkpoint.lastId())
        .setLastPath(checkpoint.lastPath())
        .setLastAgeMs(checkpoint.lastAgeMs())
        .setLastDurationMs(checkpoint.lastDurationMs())
        .setCompleted(checkpoint.completed())
        .setFailed(checkpoint.failed())
        .setPendingId(checkpoint.pendingId())
        .build();
  }

  private static VertexMessage write(VertexStatus vertex) {
    return VertexMessage.newBuilder()
        .setId(vertex.id())
        .setName(vertex.name())
        .setParallelism(vertex.parallelism())
        .setFinishedSubtasks(vertex.finishedSubtasks())
        .setElementsIn(vertex.elementsIn())
        .setElementsOut(vertex.elementsOut())
        .setInPerSecond(vertex.inPerSecond())
        .setOutPerSecond(vertex.outPerSecond())
        .setInputWatermark(vertex.inputWatermark())
        .setOutputWatermark(vertex.outputWatermark())
        .setWatermarkHolder(vertex.watermarkHolder())
        .build();
  }

  private static FailureMessage write(Failure failure) {
    return FailureMessage.newBuilder()
        .setClassName(failure.className())
        .setMessage(failure.message())
        .setStackTrace(failure.stackTrace())
        .setWhere(failure.where())
        .build();
  }

  /**
   * The status in the message.
   *
   * @throws IllegalArgumentException it makes no sense
   */
  static JobStatus read(JobStatusMessage message) {
    Optional<Failure> failure =
        message.hasFailure() ? Optional.of(read(message.getFailure())) : Optional.empty();
    return new JobStatus(
        new JobId(message.getJobId()),
        message.getName(),
        JobState.valueOf(message.getState()),
        message.getAttempt(),
        message.getRestarts(),
        message.getWorkers(),
        read(message.getCheckpoint()),
        message.getVerticesList().stream().map(StatusMessages::read).toList(),
        failure);
  }

  private static CheckpointStatus read(CheckpointMessage message) {
    return new CheckpointStatus(
        message.getLastId(),
        message.getLastPath(),
        message.getLastAgeMs(),
        message.getLastDurationMs(),
        message.getCompleted(),
        message.getFailed(),
        message.getPendingId());
  }

  private static VertexStatus read(VertexMessage message) {
    return new VertexStatus(
        message.getId(),
        message.getName(),
        message.getParallelism(),
        message.getFinishedSubtasks(),
        message.getElementsIn(),
        message.getElementsOut(),
        message.getInPerSecond(),
        message.getOutPerSecond(),
        message.getInputWatermark(),
        message.getOutputWatermark(),
        message.getWatermarkHolder());
  }

  private static Failure read(FailureMessage message) {
    return new Failure(
        message.getClassName(), message.getMessage(), message.getStackTrace(), message.getWhere());
  }
}
