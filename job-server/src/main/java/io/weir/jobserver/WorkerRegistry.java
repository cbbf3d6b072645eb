package io.weir.jobserver;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.master.dispatch.Dispatcher;
import io.weir.transport.JobToken;
import io.weir.transport.RefusedException;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessLink;
import io.weir.transport.control.JobProcessSession;
import io.weir.transport.control.MasterEndpoint;
import io.weir.transport.control.SupervisorHello;
import io.weir.transport.control.SupervisorLink;
import io.weir.transport.control.SupervisorSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers and their job processes in, and keeps the secrets of jobs.
 *
 * <p>Thread: any thread.
 */
final class WorkerRegistry implements MasterEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRegistry.class);

  private final Dispatcher dispatcher;
  private final String version;
  private final Map<WorkerId, RemoteWorker> workers = new ConcurrentHashMap<>();
  private final Map<JobId, JobToken> tokens = new ConcurrentHashMap<>();

  /**
   * A registry without workers.
   *
   * @param dispatcher is told of workers
   * @param version Weir's version; workers of another one are refused
   */
  WorkerRegistry(Dispatcher dispatcher, String version) {
    this.dispatcher = dispatcher;
    this.version = version;
  }

  @Override
  public SupervisorSession supervisorConnected(SupervisorHello hello, SupervisorLink link)
      throws RefusedException {
    if (!hello.version().equals(version)) {
      throw new RefusedException(
          "the worker has version %s of Weir, the master %s".formatted(hello.version(), version));
    }
    RemoteWorker worker =
        new RemoteWorker(
            hello,
            link,
            dispatcher,
            job -> tokens.computeIfAbsent(job, unused -> JobToken.random()),
            gone -> workers.remove(gone.id(), gone));
    if (workers.putIfAbsent(hello.worker(), worker) != null) {
      throw new RefusedException("worker " + hello.worker() + " is registered already");
    }
    dispatcher.registerWorker(worker);
    LOG.info("worker {} is registered", hello.worker());
    return worker;
  }

  @Override
  public JobProcessSession jobProcessConnected(JobProcessHello hello, JobProcessLink link)
      throws RefusedException {
    RemoteWorker worker = workers.get(hello.worker());
    // A wrong token and an unknown worker get the same answer: it tells nothing to a guesser.
    JobToken token = tokens.get(hello.job());
    if (worker == null || token == null || !hello.token().equals(token)) {
      throw new RefusedException("the process is not expected");
    }
    return worker.jobProcessConnected(hello, link);
  }

  /** The job is over: its processes end and its secret is forgotten. */
  void jobOver(JobId job) {
    workers.values().forEach(worker -> worker.jobOver(job));
    tokens.remove(job);
  }

  /** The master ends. */
  void close() {
    List.copyOf(workers.values()).forEach(worker -> worker.close("the master has ended"));
  }
}
