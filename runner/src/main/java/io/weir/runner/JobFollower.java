package io.weir.runner;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a job on a thread of its own, which keeps the JVM alive until the job is over and lets go
 * of it then. Ctrl-C, or any other end of the JVM, cancels the job.
 *
 * <p>Thread: any thread.
 */
final class JobFollower {
  private static final Logger LOG = LoggerFactory.getLogger(JobFollower.class);

  /** Longest wait for a job that is cancelled, or told of, before the JVM goes on. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobClient job;
  private final JobConsole console;
  private final Thread thread = new Thread(this::run, "weir-console");

  private JobFollower(JobClient job, JobConsole console) {
    this.job = job;
    this.console = console;
  }

  static JobFollower start(JobClient job, JobConsole console) {
    JobFollower follower = new JobFollower(job, console);
    follower.thread.start();
    return follower;
  }

  /** Waits until the end of a job that is over was told, and nothing of the job is left. */
  void awaitTold() throws InterruptedException {
    thread.join(PATIENCE.toMillis());
  }

  private void run() {
    Thread hook = new Thread(this::cancelOnExit, "weir-cancel");
    boolean hooked = addHook(hook);
    try {
      console.follow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      job.close();
      if (hooked) {
        removeHook(hook);
      }
    }
  }

  private static boolean addHook(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      return false; // The JVM is on its way down already.
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is on its way down, and the hook runs already or finds the job over.
    }
  }

  private void cancelOnExit() {
    try {
      if (!job.status().state().isTerminal()) {
        console.cancelling();
        job.cancel();
      }
      awaitTold();
    } catch (IOException e) {
      LOG.warn("job {} could not be cancelled", job.id(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
