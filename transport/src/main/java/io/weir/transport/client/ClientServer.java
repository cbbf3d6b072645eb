package io.weir.transport.client;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weir.engine.control.JobId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.transport.RefusedException;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.CancelAnswer;
import io.weir.transport.v1.ClientServiceGrpc.ClientServiceImplBase;
import io.weir.transport.v1.JobRequest;
import io.weir.transport.v1.JobStatusMessage;
import io.weir.transport.v1.ListAnswer;
import io.weir.transport.v1.ListRequest;
import io.weir.transport.v1.MetricsAnswer;
import io.weir.transport.v1.RescaleAnswer;
import io.weir.transport.v1.RescaleRequest;
import io.weir.transport.v1.SavepointAnswer;
import io.weir.transport.v1.SavepointRequest;
import io.weir.transport.v1.StopRequest;
import io.weir.transport.v1.SubmitAnswer;
import io.weir.transport.v1.SubmitPart;
import io.weir.transport.v1.WorkerMessage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiConsumer;

/**
 * The master's side of the client service.
 *
 * <p>Thread: any thread.
 */
public final class ClientServer extends ClientServiceImplBase implements AutoCloseable {
  private final ClientEndpoint endpoint;
  private final ArtifactStore artifacts;
  private final ScheduledExecutorService watching;

  /**
   * Serves clients on behalf of the endpoint.
   *
   * @param artifacts where the artifacts of jobs must be
   */
  public ClientServer(ClientEndpoint endpoint, ArtifactStore artifacts) {
    this.endpoint = endpoint;
    this.artifacts = artifacts;
    watching =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "weir-job-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Makes the answer to a request. */
  @FunctionalInterface
  private interface Answering<T> {
    T answer() throws Exception;
  }

  private static <T> void answer(StreamObserver<T> observer, Answering<T> answering) {
    T answer;
    try {
      answer = answering.answer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      observer.onError(PeerErrors.toPeer(e));
      return;
    } catch (Exception e) {
      observer.onError(PeerErrors.toPeer(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  @Override
  public StreamObserver<SubmitPart> submit(StreamObserver<SubmitAnswer> answer) {
    return new SubmitObserver(endpoint, artifacts, answer);
  }

  @Override
  public void status(JobRequest request, StreamObserver<JobStatusMessage> observer) {
    answer(observer, () -> StatusMessages.write(find(request)));
  }

  private JobStatus find(JobRequest request) throws RefusedException {
    JobId job = new JobId(request.getJobId());
    return endpoint.status(job).orElseThrow(() -> unknown(job));
  }

  static RefusedException unknown(JobId job) {
    return new RefusedException("there is no job " + job);
  }

  @Override
  public void list(ListRequest request, StreamObserver<ListAnswer> observer) {
    answer(
        observer,
        () -> {
          ListAnswer.Builder list = ListAnswer.newBuilder();
          endpoint.jobs().forEach(job -> list.addJobs(StatusMessages.write(job)));
          endpoint
              .workers()
              .forEach(
                  worker ->
                      list.addWorkers(
                          WorkerMessage.newBuilder()
                              .setWorkerId(worker.id().value())
                              .setSlots(worker.slots())));
          return list.build();
        });
  }

  @Override
  public void cancel(JobRequest request, StreamObserver<CancelAnswer> observer) {
    answer(
        observer,
        () -> {
          JobId job = new JobId(request.getJobId());
          if (!endpoint.cancel(job)) {
            throw unknown(job);
          }
          return CancelAnswer.getDefaultInstance();
        });
  }

  @Override
  public void savepoint(SavepointRequest request, StreamObserver<SavepointAnswer> observer) {
    answer(
        observer,
        () -> written(endpoint.savepoint(new JobId(request.getJobId()), request.getPath())));
  }

  @Override
  public void stop(StopRequest request, StreamObserver<SavepointAnswer> observer) {
    answer(
        observer,
        () ->
            written(
                endpoint.stop(
                    new JobId(request.getJobId()), request.getDrain(), request.getPath())));
  }

  @Override
  public void rescale(RescaleRequest request, StreamObserver<RescaleAnswer> observer) {
    answer(
        observer,
        () -> {
          JobId next = endpoint.rescale(new JobId(request.getJobId()), request.getParallelism());
          return RescaleAnswer.newBuilder().setJobId(next.value()).build();
        });
  }

  private static SavepointAnswer written(String path) {
    return SavepointAnswer.newBuilder().setPath(path).build();
  }

  @Override
  public void await(JobRequest request, StreamObserver<JobStatusMessage> observer) {
    try {
      JobId job = new JobId(request.getJobId());
      ServerCallStreamObserver<JobStatusMessage> out =
          (ServerCallStreamObserver<JobStatusMessage>) observer;
      new JobWatch(endpoint, job, out).start(watching);
    } catch (RuntimeException e) {
      observer.onError(PeerErrors.toPeer(e));
    }
  }

  @Override
  public void metrics(JobRequest request, StreamObserver<MetricsAnswer> observer) {
    answer(
        observer,
        () -> {
          JobId job = new JobId(request.getJobId());
          JobMetrics metrics = endpoint.metrics(job).orElseThrow(() -> unknown(job));
          MetricsAnswer.Builder message = MetricsAnswer.newBuilder();
          metrics.committed().forEach(copyInto(message::putCommitted));
          metrics.attempted().forEach(copyInto(message::putAttempted));
          return message.build();
        });
  }

  private static BiConsumer<String, Bytes> copyInto(BiConsumer<String, ByteString> target) {
    return (operator, cells) -> target.accept(operator, ByteString.copyFrom(cells.toByteArray()));
  }

  @Override
  public void close() {
    watching.shutdownNow();
  }
}
