package io.weir.worker.process;

import io.weir.engine.control.JobId;
import io.weir.transport.control.JobProcessStart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job processes of a supervisor.
 *
 * <p>Thread: any thread.
 */
final class ChildProcesses {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcesses.class);

  private final ArtifactCache artifacts;
  private final SpareProcesses spares;
  private final Map<JobId, ChildProcess> byJob = new HashMap<>();
  private boolean closed;

  /**
   * No processes yet.
   *
   * @param artifacts where the files of jobs come from
   * @param spares give jobs their processes; closed with this
   */
  ChildProcesses(ArtifactCache artifacts, SpareProcesses spares) {
    this.artifacts = artifacts;
    this.spares = spares;
  }

  /** Is told when a process has ended. */
  @FunctionalInterface
  interface EndListener {
    /** The process is gone. */
    void ended(JobId job, int processNumber, String reason);
  }

  /** Starts a process for a job once the job's last one has ended. */
  synchronized void start(
      JobProcessStart start, JobProcessParameters parameters, EndListener onEnded) {
    if (closed) {
      return;
    }
    ChildProcess child =
        new ChildProcess(start, parameters, artifacts, spares, byJob.get(start.job()));
    byJob.put(start.job(), child);
    Thread thread =
        new Thread(() -> run(child, start, onEnded), "weir-job-process-" + start.jobName());
    thread.setDaemon(true);
    thread.start();
  }

  private void run(ChildProcess child, JobProcessStart start, EndListener onEnded) {
    String reason = child.runToEnd();
    LOG.info("job {}: {}", start.job(), reason);
    synchronized (this) {
      byJob.remove(start.job(), child);
    }
    onEnded.ended(start.job(), start.processNumber(), reason);
  }

  /** Ends the process by force. Harmless if it is gone. */
  synchronized void stop(JobId job, int processNumber, String reason) {
    ChildProcess child = byJob.get(job);
    if (child != null && child.number() == processNumber) {
      child.kill(reason);
    }
  }

  /** Ends all processes by force and waits until they have ended. */
  void stopAll(String reason) throws InterruptedException {
    for (ChildProcess child : killAll(reason)) {
      child.awaitEnd();
    }
  }

  /** Ends all processes by force; none will be started any more. */
  synchronized void close() {
    closed = true;
    killAll("the worker ends");
    spares.close();
  }

  private synchronized List<ChildProcess> killAll(String reason) {
    List<ChildProcess> children = List.copyOf(byJob.values());
    children.forEach(child -> child.kill(reason));
    return children;
  }
}
