package io.weir.jobserver;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerGateway;
import io.weir.transport.JobToken;
import io.weir.transport.RefusedException;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessLink;
import io.weir.transport.control.JobProcessStart;
import io.weir.transport.control.SupervisorLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The job processes of one worker, at most one for each job. A process is started by the first
 * deployment, or before it; what is sent to it before it has connected waits.
 *
 * <p>Thread: any thread. Calls of others are made outside of its lock, except for links, which do
 * not block.
 */
final class JobProcesses implements WorkerGateway {
  private final SupervisorLink supervisor;
  private final Function<JobId, JobToken> tokens;
  private final Map<JobId, JobProcess> byJob = new HashMap<>();
  private int lastNumber;
  private boolean closed;

  /**
   * The processes of a worker that has none.
   *
   * @param supervisor starts and stops processes
   * @param tokens the secret of each job
   */
  JobProcesses(SupervisorLink supervisor, Function<JobId, JobToken> tokens) {
    this.supervisor = supervisor;
    this.tokens = tokens;
  }

  @Override
  public synchronized void send(WorkerCommand command) {
    JobId job = command.attempt().job();
    JobProcess process = byJob.get(job);
    if (process == null && command instanceof WorkerCommand.Deploy deploy && !closed) {
      process = start(deploy.job());
    }
    // Without a process there is nothing left of the attempt; that it is lost has been told.
    if (process != null) {
      process.send(command);
    }
  }

  /** Starts the job's process if there is none, so that its first deployment does not wait. */
  synchronized void prepare(JobSpec job) {
    if (!closed && !byJob.containsKey(job.id())) {
      var unused = start(job);
    }
  }

  private JobProcess start(JobSpec job) {
    lastNumber++;
    JobProcess process = new JobProcess(lastNumber);
    byJob.put(job.id(), process);
    supervisor.startJobProcess(
        new JobProcessStart(
            job.id(),
            process.number,
            job.name(),
            tokens.apply(job.id()),
            job.config().maxRecordBytes(),
            job.artifacts()));
    return process;
  }

  /**
   * A process has connected.
   *
   * @throws RefusedException it is not the process that was started last for its job
   */
  synchronized void connected(JobProcessHello hello, JobProcessLink link) throws RefusedException {
    JobProcess process = byJob.get(hello.job());
    if (process == null || process.number != hello.processNumber() || process.link != null) {
      throw new RefusedException(
          "process %d of job %s is not expected"
              .formatted(hello.processNumber(), hello.job().value()));
    }
    process.connected(link);
  }

  /** Whether the process is still the job's. */
  synchronized boolean isCurrent(JobId job, int number) {
    JobProcess process = byJob.get(job);
    return process != null && process.number == number;
  }

  /**
   * The process is gone.
   *
   * @return false if that was known, or another process has taken its place
   */
  synchronized boolean remove(JobId job, int number, String reason) {
    if (!isCurrent(job, number)) {
      return false;
    }
    end(job, reason);
    return true;
  }

  /**
   * The connection of the process broke: it ends, if it has not. It counts as lost when its
   * supervisor says how it ended, which tells more than how the connection did.
   */
  synchronized void disconnected(JobId job, int number, String reason) {
    JobProcess process = byJob.get(job);
    if (process != null && process.number == number) {
      supervisor.stopJobProcess(job, number, reason);
      if (process.link != null) {
        process.link.close(reason);
      }
    }
  }

  /** Stops the process of the job. It counts as lost when its end is reported, not before. */
  synchronized void kill(JobId job, String reason) {
    JobProcess process = byJob.get(job);
    if (process != null) {
      supervisor.stopJobProcess(job, process.number, reason);
    }
  }

  /** Stops the process of a job that is over. */
  synchronized void jobOver(JobId job) {
    end(job, "the job is over");
  }

  /** The worker is lost; its processes are told so in case they live on without it. */
  synchronized void close(String reason) {
    closed = true;
    new ArrayList<>(byJob.keySet()).forEach(job -> end(job, reason));
  }

  private void end(JobId job, String reason) {
    JobProcess process = byJob.remove(job);
    if (process != null) {
      supervisor.stopJobProcess(job, process.number, reason);
      if (process.link != null) {
        process.link.close(reason);
      }
    }
  }

  private static final class JobProcess {
    private final int number;
    private final List<WorkerCommand> waiting = new ArrayList<>();
    private @Nullable JobProcessLink link;

    JobProcess(int number) {
      this.number = number;
    }

    void connected(JobProcessLink newLink) {
      link = newLink;
      waiting.forEach(newLink::send);
      waiting.clear();
    }

    void send(WorkerCommand command) {
      if (link != null) {
        link.send(command);
        return;
      }
      if (command instanceof WorkerCommand.Deploy) {
        // It cancels what came before; so what waits is bounded by one attempt's commands.
        waiting.clear();
      }
      waiting.add(command);
    }
  }
}
