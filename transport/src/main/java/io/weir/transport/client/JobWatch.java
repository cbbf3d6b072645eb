package io.weir.transport.client;

import io.grpc.stub.ServerCallStreamObserver;
import io.weir.engine.control.JobId;
import io.weir.engine.master.JobStatus;
import io.weir.transport.stream.PeerErrors;
import io.weir.transport.v1.JobStatusMessage;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells one client how a job fares. Looks often rather than being told, so that a client that reads
 * slowly gets the latest instead of everything.
 *
 * <p>Thread: the watching thread, unless a method says otherwise.
 */
final class JobWatch {
  private static final int PERIOD_MILLIS = 100;

  private final ClientEndpoint endpoint;
  private final JobId job;
  private final ServerCallStreamObserver<JobStatusMessage> out;
  private @Nullable JobStatusMessage last;
  // Guarded by this.
  private @Nullable Future<?> looking;
  private boolean over;

  JobWatch(ClientEndpoint endpoint, JobId job, ServerCallStreamObserver<JobStatusMessage> out) {
    this.endpoint = endpoint;
    this.job = job;
    this.out = out;
  }

  /** Thread: the one that handles the call. */
  synchronized void start(ScheduledExecutorService timer) {
    out.setOnCancelHandler(this::end);
    looking = timer.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Thread: any. */
  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    if (looking != null) {
      looking.cancel(false);
    }
    return first;
  }

  private void look() {
    try {
      Optional<JobStatus> status = endpoint.status(job);
      if (status.isEmpty()) {
        throw ClientServer.unknown(job);
      }
      tell(status.get());
    } catch (Exception e) {
      if (end()) {
        out.onError(PeerErrors.toPeer(e));
      }
    }
  }

  private void tell(JobStatus status) {
    boolean terminal = status.state().isTerminal();
    if (!terminal && !out.isReady()) {
      return;
    }
    JobStatusMessage message = StatusMessages.write(status);
    if (!message.equals(last)) {
      last = message;
      out.onNext(message);
    }
    if (terminal && end()) {
      out.onCompleted();
    }
  }
}
