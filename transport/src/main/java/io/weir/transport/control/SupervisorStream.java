package io.weir.transport.control;

import com.google.protobuf.ByteString;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec.Artifact;
import io.weir.engine.control.WorkerId;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.stream.ControlStream;
import io.weir.transport.stream.StreamTimer;
import io.weir.transport.v1.ArtifactRef;
import io.weir.transport.v1.FromSupervisor;
import io.weir.transport.v1.Heartbeat;
import io.weir.transport.v1.JobProcessEnded;
import io.weir.transport.v1.StartJobProcess;
import io.weir.transport.v1.StopJobProcess;
import io.weir.transport.v1.SupervisorIntroduction;
import io.weir.transport.v1.ToSupervisor;
import io.weir.transport.v1.Welcome;
import org.jspecify.annotations.Nullable;

/** The master's end of the stream of one supervisor. */
final class SupervisorStream implements ControlStream.Receiver<FromSupervisor>, SupervisorLink {
  private final MasterEndpoint endpoint;
  private final ControlStream<FromSupervisor, ToSupervisor> stream;
  private @Nullable SupervisorSession session;

  SupervisorStream(
      MasterEndpoint endpoint, CallStreamObserver<ToSupervisor> out, StreamTimer timer) {
    this.endpoint = endpoint;
    stream =
        new ControlStream<>(
            out,
            ToSupervisor.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build(),
            timer,
            this);
  }

  StreamObserver<FromSupervisor> observer() {
    return stream;
  }

  @Override
  public void receive(FromSupervisor message) throws Exception {
    SupervisorSession known = session;
    if (known == null) {
      if (!message.hasHello()) {
        throw new WireFormatException("a supervisor begins with its hello");
      }
      accept(message.getHello());
      return;
    }
    switch (message.getKindCase()) {
      case HEARTBEAT -> {
        // That it came is all it says.
      }
      case JOB_PROCESS_ENDED -> {
        JobProcessEnded ended = message.getJobProcessEnded();
        known.onJobProcessEnded(
            new JobId(ended.getJobId()), ended.getProcessNumber(), ended.getReason());
      }
      case HELLO -> throw new WireFormatException("a second hello");
      case KIND_NOT_SET -> throw new WireFormatException("a message of an unknown kind");
    }
  }

  private void accept(SupervisorIntroduction hello) throws Exception {
    session =
        endpoint.supervisorConnected(
            new SupervisorHello(
                new WorkerId(hello.getWorkerId()), hello.getVersion(), hello.getSlots()),
            this);
    stream.open();
    stream.send(ToSupervisor.newBuilder().setWelcome(Welcome.getDefaultInstance()).build());
  }

  @Override
  public void lost(String reason) {
    SupervisorSession known = session;
    if (known != null) {
      known.onLost(reason);
    }
  }

  @Override
  public void startJobProcess(JobProcessStart start) {
    StartJobProcess.Builder message =
        StartJobProcess.newBuilder()
            .setJobId(start.job().value())
            .setProcessNumber(start.processNumber())
            .setJobName(start.jobName())
            .setJobToken(ByteString.copyFrom(start.token().toByteArray()))
            .setMaxRecordBytes(start.maxRecordBytes());
    start.artifacts().forEach(artifact -> message.addArtifacts(write(artifact)));
    stream.send(ToSupervisor.newBuilder().setStartJobProcess(message).build());
  }

  private static ArtifactRef write(Artifact artifact) {
    return ArtifactRef.newBuilder()
        .setName(artifact.name())
        .setSha256(artifact.sha256())
        .setSize(artifact.size())
        .build();
  }

  @Override
  public void stopJobProcess(JobId job, int processNumber, String reason) {
    StopJobProcess message =
        StopJobProcess.newBuilder()
            .setJobId(job.value())
            .setProcessNumber(processNumber)
            .setReason(reason)
            .build();
    stream.send(ToSupervisor.newBuilder().setStopJobProcess(message).build());
  }

  @Override
  public void close(String reason) {
    stream.abort(reason);
  }
}
