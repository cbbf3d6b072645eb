package io.weir.transport.control;

import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.wire.ControlCodec;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.JobToken;
import io.weir.transport.stream.ControlStream;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.MessageParts;
import io.weir.transport.stream.StreamTimer;
import io.weir.transport.v1.FromJobProcess;
import io.weir.transport.v1.Heartbeat;
import io.weir.transport.v1.JobProcessIntroduction;
import io.weir.transport.v1.Peers;
import io.weir.transport.v1.ToJobProcess;
import io.weir.transport.v1.Welcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The master's end of the stream of one process that runs a job. */
final class JobProcessStream implements ControlStream.Receiver<FromJobProcess>, JobProcessLink {
  private final MasterEndpoint endpoint;
  private final JobPeers peers;
  private final ControlStream<FromJobProcess, ToJobProcess> stream;
  private final MessageParts report = new MessageParts(Limits.JOINED_PARTS);
  private @Nullable JobProcessHello hello;
  private @Nullable JobProcessSession session;

  JobProcessStream(
      MasterEndpoint endpoint,
      JobPeers peers,
      CallStreamObserver<ToJobProcess> out,
      StreamTimer timer) {
    this.endpoint = endpoint;
    this.peers = peers;
    stream =
        new ControlStream<>(
            out,
            ToJobProcess.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build(),
            timer,
            this);
  }

  StreamObserver<FromJobProcess> observer() {
    return stream;
  }

  @Override
  public void receive(FromJobProcess message) throws Exception {
    JobProcessSession known = session;
    if (known == null) {
      if (!message.hasHello()) {
        throw new WireFormatException("a job process begins with its hello");
      }
      accept(message.getHello());
      return;
    }
    switch (message.getKindCase()) {
      case HEARTBEAT -> {
        // That it came is all it says.
      }
      case REPORT -> {
        Optional<byte[]> whole = report.add(message.getReport());
        if (whole.isPresent()) {
          known.onReport(ControlCodec.decodeReport(whole.get()));
        }
      }
      case HELLO -> throw new WireFormatException("a second hello");
      case KIND_NOT_SET -> throw new WireFormatException("a message of an unknown kind");
    }
  }

  private void accept(JobProcessIntroduction message) throws Exception {
    JobProcessHello read =
        new JobProcessHello(
            new WorkerId(message.getWorkerId()),
            new JobId(message.getJobId()),
            message.getProcessNumber(),
            JobToken.of(message.getJobToken().toByteArray()),
            message.getDataPort());
    session = endpoint.jobProcessConnected(read, this);
    hello = read;
    stream.open();
    stream.send(ToJobProcess.newBuilder().setWelcome(Welcome.getDefaultInstance()).build());
    peers.add(read, this);
  }

  void sendPeers(Peers table) {
    stream.send(ToJobProcess.newBuilder().setPeers(table).build());
  }

  @Override
  public void lost(String reason) {
    JobProcessHello introduced = hello;
    if (introduced != null) {
      peers.remove(introduced, this);
    }
    JobProcessSession known = session;
    if (known != null) {
      known.onLost(reason);
    }
  }

  @Override
  public void send(WorkerCommand command) {
    stream.send(
        MessageParts.split(
            ControlCodec.encodeCommand(command),
            part -> ToJobProcess.newBuilder().setCommand(part).build()));
  }

  @Override
  public void close(String reason) {
    stream.abort(reason);
  }
}
