package io.weir.transport.control;

import com.google.protobuf.ByteString;
import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.wire.ControlCodec;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.stream.ControlStream;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.MessageParts;
import io.weir.transport.v1.FromJobProcess;
import io.weir.transport.v1.Heartbeat;
import io.weir.transport.v1.JobProcessIntroduction;
import io.weir.transport.v1.Peers;
import io.weir.transport.v1.ToJobProcess;
import io.weir.transport.v1.WorkerServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The connection of a process that runs a job to the job's master.
 *
 * <p>Thread: any thread.
 */
public final class JobProcessConnection implements MasterGateway, AutoCloseable {
  private final MasterStream<ToJobProcess, FromJobProcess> stream;

  private JobProcessConnection(MasterStream<ToJobProcess, FromJobProcess> stream) {
    this.stream = stream;
  }

  /**
   * Connects to the master. The listener may be called before this returns, but not if it throws.
   *
   * @throws IOException the master cannot be reached, or refuses ({@link
   *     io.weir.transport.RefusedException})
   */
  public static JobProcessConnection connect(
      InetSocketAddress master,
      JobProcessHello hello,
      JobProcessListener listener,
      Heartbeats heartbeats)
      throws IOException {
    return connect(master, hello, gateway -> listener, heartbeats);
  }

  /**
   * Connects to the master with a listener that answers what it hears, which may be before this
   * returns.
   *
   * @param listening makes the listener; reports can be sent once the listener has been called
   * @throws IOException the master cannot be reached, or refuses ({@link
   *     io.weir.transport.RefusedException})
   */
  public static JobProcessConnection connect(
      InetSocketAddress master,
      JobProcessHello hello,
      Function<MasterGateway, JobProcessListener> listening,
      Heartbeats heartbeats)
      throws IOException {
    JobProcessIntroduction introduction =
        JobProcessIntroduction.newBuilder()
            .setWorkerId(hello.worker().value())
            .setJobId(hello.job().value())
            .setProcessNumber(hello.processNumber())
            .setJobToken(ByteString.copyFrom(hello.token().toByteArray()))
            .setDataPort(hello.dataPort())
            .build();
    return new JobProcessConnection(
        MasterStream.open(
            master,
            heartbeats,
            (channel, answers) -> WorkerServiceGrpc.newStub(channel).runJob(answers),
            FromJobProcess.newBuilder().setHello(introduction).build(),
            FromJobProcess.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build(),
            answers -> new Receiver(listening.apply(report -> answers.accept(split(report))))));
  }

  @Override
  public void send(WorkerReport report) {
    stream.send(split(report));
  }

  private static List<FromJobProcess> split(WorkerReport report) {
    return MessageParts.split(
        ControlCodec.encodeReport(report),
        part -> FromJobProcess.newBuilder().setReport(part).build());
  }

  @Override
  public void close() {
    stream.close();
  }

  private static final class Receiver implements ControlStream.Receiver<ToJobProcess> {
    private final JobProcessListener listener;
    private final MessageParts command = new MessageParts(Limits.JOINED_PARTS);

    Receiver(JobProcessListener listener) {
      this.listener = listener;
    }

    @Override
    public void receive(ToJobProcess message) throws WireFormatException {
      switch (message.getKindCase()) {
        case WELCOME, HEARTBEAT -> {
          // That it came is all it says.
        }
        case COMMAND -> {
          Optional<byte[]> whole = command.add(message.getCommand());
          if (whole.isPresent()) {
            listener.onCommand(ControlCodec.decodeCommand(whole.get()));
          }
        }
        case PEERS -> listener.onPeers(read(message.getPeers()));
        case KIND_NOT_SET -> throw new WireFormatException("a message of an unknown kind");
      }
    }

    private static Map<WorkerId, InetSocketAddress> read(Peers peers) {
      Map<WorkerId, InetSocketAddress> addresses = new HashMap<>();
      peers
          .getDataPortByWorkerMap()
          .forEach((worker, port) -> addresses.put(new WorkerId(worker), Loopback.port(port)));
      return addresses;
    }

    @Override
    public void lost(String reason) {
      listener.onMasterLost(reason);
    }
  }
}
