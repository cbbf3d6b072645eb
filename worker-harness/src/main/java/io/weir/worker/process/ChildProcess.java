package io.weir.worker.process;

import io.weir.transport.control.JobProcessStart;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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

  private final JobProcessStart start;
  private final JobProcessParameters parameters;
  private final JobProcessCommand command;
  private final @Nullable ChildProcess before;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Process process;
  private @Nullable String stopReason;

  /**
   * A process that was not started yet.
   *
   * @param before the job's process before this one, which ends first
   */
  ChildProcess(
      JobProcessStart start,
      JobProcessParameters parameters,
      JobProcessCommand command,
      @Nullable ChildProcess before) {
    this.start = start;
    this.parameters = parameters;
    this.command = command;
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
      Process started = startUnlessStopped();
      if (started == null) {
        return "it was stopped before it started";
      }
      return reason(started.waitFor());
    } catch (IOException | RuntimeException e) {
      kill("it could not be started");
      return "its process cannot be started: " + e.getMessage();
    } catch (InterruptedException e) {
      kill("the supervisor ends");
      return "the supervisor ends";
    } finally {
      command.removeTemporaryFiles(start);
      ended.countDown();
    }
  }

  private @Nullable Process startUnlessStopped() throws IOException {
    ProcessBuilder builder = command.builder(start);
    builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    synchronized (this) {
      if (stopReason != null) {
        return null;
      }
      Process started = builder.start();
      process = started;
      // Small enough for the pipe's buffer. The stream stays open: its end tells of this process's.
      parameters.write(started.getOutputStream());
      LOG.info("process {} runs job {} ({})", started.pid(), start.jobName(), start.job());
      return started;
    }
  }

  private synchronized String reason(int exitStatus) {
    if (stopReason != null) {
      return "it was stopped: " + stopReason;
    }
    String meaning =
        switch (exitStatus) {
          case OUT_OF_MEMORY -> " (out of memory)";
          case JobProcess.ATTEMPT_FAILED -> " (an attempt failed in it; the next gets a new one)";
          default -> "";
        };
    return "its process ended with exit status " + exitStatus + meaning;
  }

  /** Ends the process by force, or keeps it from being started. */
  synchronized void kill(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /** Waits until the process has ended. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
