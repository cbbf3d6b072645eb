package io.weir.benchmarks.killtest;

import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.transport.Loopback;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that the job runs on both workers. A worker that was killed and started again is used
 * from the next restart on, so one is brought about if need be: by the end of a job process, and of
 * another one when that did not do.
 *
 * <p>Thread: one at a time.
 */
final class WorkersInUse {
  private static final int CHECKPOINTS = 3;
  private static final int BOTH = 2;
  private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Cluster cluster;
  private int restartedAttempt = -1;
  private long restartedAt;
  private int attempt = -1;
  private int completedBefore;

  WorkersInUse(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whether the job has run on both workers for some checkpoints; to be asked again if not. */
  boolean both() throws IOException {
    try (MasterClient master = MasterClient.of(Loopback.parse(cluster.address()))) {
      List<JobStatus> jobs = master.jobs();
      if (jobs.isEmpty() || jobs.get(0).state() != JobState.RUNNING) {
        return false;
      }
      JobStatus job = jobs.get(0);
      if (job.workers() == BOTH) {
        return job.failure().isEmpty() && checkpointsOf(job) >= CHECKPOINTS;
      }
      if (master.workers().size() == BOTH && mayRestart(job.attempt())) {
        restartedAttempt = job.attempt();
        restartedAt = System.nanoTime();
        restart();
      }
      return false;
    }
  }

  /** The master needs a moment to see that a process is gone. */
  private boolean mayRestart(int ofAttempt) {
    return restartedAttempt != ofAttempt || System.nanoTime() - restartedAt > RESTART_NANOS;
  }

  private int checkpointsOf(JobStatus job) {
    if (attempt != job.attempt()) {
      attempt = job.attempt();
      completedBefore = job.checkpoint().completed();
    }
    return job.checkpoint().completed() - completedBefore;
  }

  /** The process that has run longest is the one that is in use. */
  private void restart() {
    cluster.jobProcesses().stream()
        .min(Comparator.comparing(process -> process.info().startInstant().orElse(Instant.MAX)))
        .ifPresent(ProcessHandle::destroyForcibly);
  }
}
