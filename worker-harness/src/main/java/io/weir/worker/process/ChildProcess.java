package io.weir.worker.process;

import io.weir.transport.control.JobProcessStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one job, as its supervisor sees it.
 *
 * <p>Thread: {@link #runToEnd} has a thread of its own; the other methods are for any thread.
 */
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int OUT_OF_MEMORY = 3;

  /** SIGKILL, as {@link #kill} sends it. */
  private static final int KILLED = 128 + 9;

  private final JobProcessStart start;
  private final JobProcessParameters parameters;
  private final ArtifactCache artifacts;
  private final SpareProcesses spares;
  private final @Nullable ChildProcess before;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable WaitingProcess process;
  private @Nullable String stopReason;

  /**
   * A process that was not started yet.
   *
   * @param artifacts where the files of jobs come from
   * @param spares give it its process
   * @param before the job's process before this one, which ends first
   */
  ChildProcess(
      JobProcessStart start,
      JobProcessParameters parameters,
      ArtifactCache artifacts,
      SpareProcesses spares,
      @Nullable ChildProcess before) {
    this.start = start;
    this.parameters = parameters;
    this.artifacts = artifacts;
    this.spares = spares;
    this.before = before;
  }

  int number() {
    return start.processNumber();
  }

  /** Runs the process from its start to its end and answers why it ended. */
  String runToEnd() {
    try {
      if (before != null) {
        before.ended.await();
      }
      WaitingProcess taken = takeUnlessStopped();
      if (taken == null) {
        return "it was stopped before it started";
      }
      List<Path> files = artifacts.fetch(start.artifacts());
      taken.run(parameters.withClassPath(files.stream().map(Path::toString).toList()));
      return reason(taken.process().waitFor());
    } catch (IOException | RuntimeException e) {
      return stoppedOr("its process cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      kill("the supervisor ends");
      return "the supervisor ends";
    } finally {
      removeProcess();
      ended.countDown();
    }
  }

  private synchronized @Nullable WaitingProcess takeUnlessStopped() throws IOException {
    if (stopReason != null) {
      return null;
    }
    WaitingProcess taken = spares.take();
    process = taken;
    LOG.info("process {} runs job {} ({})", taken.process().pid(), start.jobName(), start.job());
    return taken;
  }

  private synchronized void removeProcess() {
    if (process != null) {
      process.destroy();
    }
  }

  private String reason(int exitStatus) {
    String meaning =
        switch (exitStatus) {
          case OUT_OF_MEMORY -> " (out of memory)";
          case JobProcess.ATTEMPT_FAILED -> " (an attempt failed in it; the next gets a new one)";
          default -> "";
        };
    String ended = "its process ended with exit status " + exitStatus + meaning;
    // Another status is that of a process which ended before it could be stopped.
    return exitStatus == KILLED ? stoppedOr(ended) : ended;
  }

  private synchronized String stoppedOr(String otherwise) {
    return stopReason == null ? otherwise : "it was stopped: " + stopReason;
  }

  /** Ends the process by force, or keeps it from being started. */
  synchronized void kill(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    if (process != null) {
      process.process().destroyForcibly();
    }
  }

  /** Waits until the process has ended. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
