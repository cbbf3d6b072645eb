package io.weir.transport.master;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.dispatch.WorkerStatus;
import io.weir.transport.RefusedException;
import io.weir.transport.client.ClientEndpoint;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessLink;
import io.weir.transport.control.JobProcessSession;
import io.weir.transport.control.MasterEndpoint;
import io.weir.transport.control.SupervisorHello;
import io.weir.transport.control.SupervisorLink;
import io.weir.transport.control.SupervisorSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes down what it hears, and keeps the links for the test to speak through. */
final class RecordingMaster implements MasterEndpoint, ClientEndpoint {
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  final BlockingQueue<WorkerReport> reports = new LinkedBlockingQueue<>();
  final BlockingQueue<SupervisorLink> supervisors = new LinkedBlockingQueue<>();
  final BlockingQueue<JobProcessLink> processes = new LinkedBlockingQueue<>();
  final List<JobSpec> submitted = new CopyOnWriteArrayList<>();
  final Map<JobId, JobStatus> statuses = new ConcurrentHashMap<>();

  @Override
  public SupervisorSession supervisorConnected(SupervisorHello hello, SupervisorLink link)
      throws RefusedException {
    if (!hello.version().equals("1")) {
      throw new RefusedException("this master has version 1, the worker " + hello.version());
    }
    supervisors.add(link);
    return new SupervisorSession() {
      @Override
      public void onJobProcessEnded(JobId job, int processNumber, String reason) {
        events.add("ended " + processNumber + ": " + reason);
      }

      @Override
      public void onLost(String reason) {
        events.add("lost " + hello.worker() + ": " + reason);
      }
    };
  }

  @Override
  public JobProcessSession jobProcessConnected(JobProcessHello hello, JobProcessLink link) {
    processes.add(link);
    return new JobProcessSession() {
      @Override
      public void onReport(WorkerReport report) {
        reports.add(report);
      }

      @Override
      public void onLost(String reason) {
        events.add("lost process of " + hello.worker() + ": " + reason);
      }
    };
  }

  @Override
  public void submit(JobSpec job) {
    submitted.add(job);
  }

  @Override
  public Optional<JobStatus> status(JobId job) {
    return Optional.ofNullable(statuses.get(job));
  }

  @Override
  public List<JobStatus> jobs() {
    return List.copyOf(statuses.values());
  }

  @Override
  public List<WorkerStatus> workers() {
    return List.of();
  }

  @Override
  public String savepoint(JobId job, String path) throws RefusedException {
    if (!statuses.containsKey(job)) {
      throw new RefusedException("there is no job " + job);
    }
    return path + "/" + job;
  }

  @Override
  public String stop(JobId job, boolean drain, String path) {
    return (drain ? "drained to " : "stopped at ") + path;
  }

  @Override
  public JobId rescale(JobId job, int parallelism) {
    return new JobId("%032x".formatted(parallelism));
  }

  @Override
  public boolean cancel(JobId job) {
    return statuses.containsKey(job);
  }

  @Override
  public Optional<JobMetrics> metrics(JobId job) {
    return Optional.ofNullable(statuses.get(job)).map(status -> JobMetrics.NONE);
  }
}
