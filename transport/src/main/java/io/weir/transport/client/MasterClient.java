package io.weir.transport.client;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.dispatch.WorkerStatus;
import io.weir.transport.Loopback;
import io.weir.transport.artifact.ArtifactClient;
import io.weir.transport.stream.Connections;
import io.weir.transport.stream.Limits;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.ClientServiceGrpc;
import io.weir.transport.v1.ClientServiceGrpc.ClientServiceBlockingStub;
import io.weir.transport.v1.JobRequest;
import io.weir.transport.v1.JobStatusMessage;
import io.weir.transport.v1.ListAnswer;
import io.weir.transport.v1.ListRequest;
import io.weir.transport.v1.MetricsAnswer;
import io.weir.transport.v1.RescaleRequest;
import io.weir.transport.v1.SavepointRequest;
import io.weir.transport.v1.StopRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client's connection to a master. Every call ends in an {@link IOException} when the master
 * cannot be reached, and in a {@link io.weir.transport.RefusedException} when it refuses, as for a
 * job that it does not know.
 *
 * <p>Thread: any thread; calls block.
 */
public final class MasterClient implements AutoCloseable {
  private static final int ASK_SECONDS = 30;

  private final ManagedChannel channel;
  private final String peer;

  private MasterClient(ManagedChannel channel, String peer) {
    this.channel = channel;
    this.peer = peer;
  }

  /** A client of the master; the connection is made by the first call. */
  public static MasterClient of(InetSocketAddress master) {
    return new MasterClient(Connections.open(master), "the master at " + Loopback.text(master));
  }

  /** The same connection, for files. */
  public ArtifactClient artifacts() {
    return new ArtifactClient(channel, peer);
  }

  /** Submits a job whose artifacts were uploaded. */
  public void submit(JobSpec job) throws IOException, InterruptedException {
    SubmitCall.run(channel, peer, job);
  }

  /** What is known of the job. */
  public JobStatus status(JobId job) throws IOException {
    try {
      return StatusMessages.read(stub().status(request(job)));
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /** All jobs that the master knows, oldest first. */
  public List<JobStatus> jobs() throws IOException {
    return list().getJobsList().stream().map(StatusMessages::read).toList();
  }

  /** The master's workers. */
  public List<WorkerStatus> workers() throws IOException {
    return list().getWorkersList().stream()
        .map(worker -> new WorkerStatus(new WorkerId(worker.getWorkerId()), worker.getSlots()))
        .toList();
  }

  private ListAnswer list() throws IOException {
    try {
      return stub().list(ListRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /** Asks for the job to be stopped; harmless if it is over. */
  public void cancel(JobId job) throws IOException {
    try {
      var unused = stub().cancel(request(job));
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /**
   * Has a savepoint of the job written and waits for it, however long that takes.
   *
   * @param path the directory for it, as a URI; empty for the default one
   * @return the savepoint's own directory, as a URI
   */
  public String savepoint(JobId job, String path) throws IOException {
    SavepointRequest request =
        SavepointRequest.newBuilder().setJobId(job.value()).setPath(path).build();
    try {
      return ClientServiceGrpc.newBlockingStub(channel).savepoint(request).getPath();
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /**
   * Stops the job with a savepoint, and waits until it has stopped, however long that takes.
   *
   * @param drain whether the sources end first, and all that follows from that is done
   * @param path the directory for the savepoint, as a URI; empty for the default one, or for none
   *     when draining
   * @return the savepoint's own directory, as a URI; empty when none was asked for
   */
  public String stop(JobId job, boolean drain, String path) throws IOException {
    StopRequest request =
        StopRequest.newBuilder().setJobId(job.value()).setDrain(drain).setPath(path).build();
    try {
      return ClientServiceGrpc.newBlockingStub(channel).stop(request).getPath();
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /**
   * Stops the job behind a savepoint and has another one go on from it with the same name and
   * another parallelism; waits until that has begun, however long that takes.
   *
   * @return the new job
   */
  public JobId rescale(JobId job, int parallelism) throws IOException {
    RescaleRequest request =
        RescaleRequest.newBuilder().setJobId(job.value()).setParallelism(parallelism).build();
    try {
      return new JobId(ClientServiceGrpc.newBlockingStub(channel).rescale(request).getJobId());
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
  }

  /**
   * Waits until the job is over. An interrupt ends the wait.
   *
   * @param onStatus takes the status now and every change that is noticed, also the last
   * @return the last status
   */
  public JobStatus await(JobId job, Consumer<JobStatus> onStatus)
      throws IOException, InterruptedException {
    Context.CancellableContext context = Context.current().withCancellation();
    Context before = context.attach();
    try {
      Iterator<JobStatusMessage> changes = service().await(request(job));
      JobStatus last = null;
      while (changes.hasNext()) {
        last = StatusMessages.read(changes.next());
        onStatus.accept(last);
      }
      if (last == null) {
        throw new IOException(peer + " told nothing about job " + job);
      }
      return last;
    } catch (StatusRuntimeException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("waiting for a job").initCause(e);
      }
      throw PeerErrors.fromPeer(e, peer);
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }

  /** The job's metric cells now. */
  public JobMetrics metrics(JobId job) throws IOException {
    MetricsAnswer answer;
    try {
      answer = stub().withMaxInboundMessageSize(Limits.JOINED_PARTS).metrics(request(job));
    } catch (StatusRuntimeException e) {
      throw PeerErrors.fromPeer(e, peer);
    }
    return new JobMetrics(read(answer.getCommittedMap()), read(answer.getAttemptedMap()));
  }

  private static Map<String, Bytes> read(Map<String, ByteString> message) {
    Map<String, Bytes> cells = new HashMap<>();
    message.forEach((operator, bytes) -> cells.put(operator, Bytes.copyOf(bytes.toByteArray())));
    return cells;
  }

  private ClientServiceBlockingStub stub() {
    return service().withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS);
  }

  /** Every call tries the master anew; how often that is is the caller's decision. */
  private ClientServiceBlockingStub service() {
    channel.resetConnectBackoff();
    return ClientServiceGrpc.newBlockingStub(channel);
  }

  private static JobRequest request(JobId job) {
    return JobRequest.newBuilder().setJobId(job.value()).build();
  }

  @Override
  public void close() {
    Connections.close(channel);
  }
}
