package io.weir.transport.control;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec.Artifact;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.stream.ControlStream;
import io.weir.transport.v1.ArtifactRef;
import io.weir.transport.v1.FromSupervisor;
import io.weir.transport.v1.Heartbeat;
import io.weir.transport.v1.JobProcessEnded;
import io.weir.transport.v1.StartJobProcess;
import io.weir.transport.v1.StopJobProcess;
import io.weir.transport.v1.SupervisorIntroduction;
import io.weir.transport.v1.ToSupervisor;
import io.weir.transport.v1.WorkerServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A supervisor's connection to the master.
 *
 * <p>Thread: any thread.
 */
public final class SupervisorConnection implements AutoCloseable {
  private final MasterStream<ToSupervisor, FromSupervisor> stream;

  private SupervisorConnection(MasterStream<ToSupervisor, FromSupervisor> stream) {
    this.stream = stream;
  }

  /**
   * Connects to the master. The listener may be called before this returns, but not if it throws.
   *
   * @throws IOException the master cannot be reached, or refuses ({@link
   *     io.weir.transport.RefusedException})
   */
  public static SupervisorConnection connect(
      InetSocketAddress master,
      SupervisorHello hello,
      SupervisorListener listener,
      Heartbeats heartbeats)
      throws IOException {
    SupervisorIntroduction introduction =
        SupervisorIntroduction.newBuilder()
            .setWorkerId(hello.worker().value())
            .setVersion(hello.version())
            .setSlots(hello.slots())
            .build();
    return new SupervisorConnection(
        MasterStream.open(
            master,
            heartbeats,
            (channel, answers) -> WorkerServiceGrpc.newStub(channel).supervise(answers),
            FromSupervisor.newBuilder().setHello(introduction).build(),
            FromSupervisor.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build(),
            answers -> new Receiver(listener)));
  }

  /** Tells the master that a process of a job is gone or could not be started. */
  public void jobProcessEnded(JobId job, int processNumber, String reason) {
    JobProcessEnded ended =
        JobProcessEnded.newBuilder()
            .setJobId(job.value())
            .setProcessNumber(processNumber)
            .setReason(reason)
            .build();
    stream.send(List.of(FromSupervisor.newBuilder().setJobProcessEnded(ended).build()));
  }

  @Override
  public void close() {
    stream.close();
  }

  private record Receiver(SupervisorListener listener)
      implements ControlStream.Receiver<ToSupervisor> {
    @Override
    public void receive(ToSupervisor message) throws WireFormatException {
      switch (message.getKindCase()) {
        case WELCOME, HEARTBEAT -> {
          // That it came is all it says.
        }
        case START_JOB_PROCESS -> listener.onStartJobProcess(read(message.getStartJobProcess()));
        case STOP_JOB_PROCESS -> {
          StopJobProcess stop = message.getStopJobProcess();
          listener.onStopJobProcess(
              new JobId(stop.getJobId()), stop.getProcessNumber(), stop.getReason());
        }
        case KIND_NOT_SET -> throw new WireFormatException("a message of an unknown kind");
      }
    }

    private static JobProcessStart read(StartJobProcess start) {
      return new JobProcessStart(
          new JobId(start.getJobId()),
          start.getProcessNumber(),
          start.getJobName(),
          JobToken.of(start.getJobToken().toByteArray()),
          start.getMaxRecordBytes(),
          start.getArtifactsList().stream().map(Receiver::read).toList());
    }

    private static Artifact read(ArtifactRef artifact) {
      return new Artifact(artifact.getName(), artifact.getSha256(), artifact.getSize());
    }

    @Override
    public void lost(String reason) {
      listener.onMasterLost(reason);
    }
  }
}
