package io.weir.transport.control;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weir.transport.stream.StreamTimer;
import io.weir.transport.v1.FromJobProcess;
import io.weir.transport.v1.FromSupervisor;
import io.weir.transport.v1.ToJobProcess;
import io.weir.transport.v1.ToSupervisor;
import io.weir.transport.v1.WorkerServiceGrpc.WorkerServiceImplBase;

/**
 * The master's side of the control plane to workers.
 *
 * <p>Thread: any thread.
 */
public final class WorkerServer extends WorkerServiceImplBase {
  private final MasterEndpoint endpoint;
  private final StreamTimer timer;
  private final JobPeers peers = new JobPeers();

  /** Serves workers on behalf of the endpoint. */
  public WorkerServer(MasterEndpoint endpoint, StreamTimer timer) {
    this.endpoint = endpoint;
    this.timer = timer;
  }

  @Override
  public StreamObserver<FromSupervisor> supervise(StreamObserver<ToSupervisor> answers) {
    return new SupervisorStream(endpoint, serverSide(answers), timer).observer();
  }

  @Override
  public StreamObserver<FromJobProcess> runJob(StreamObserver<ToJobProcess> answers) {
    return new JobProcessStream(endpoint, peers, serverSide(answers), timer).observer();
  }

  private static <O> ServerCallStreamObserver<O> serverSide(StreamObserver<O> answers) {
    ServerCallStreamObserver<O> out = (ServerCallStreamObserver<O>) answers;
    // The end of the call is told to the request observer; this keeps late answers from throwing.
    out.setOnCancelHandler(() -> {});
    return out;
  }
}
