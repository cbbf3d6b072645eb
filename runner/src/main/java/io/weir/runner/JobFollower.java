package io.weir.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.metrics.MetricResults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a job on a thread of its own, which keeps the JVM alive until the job is over and lets go
 * of it then. Ctrl-C, or any other end of the JVM, cancels the job. If the job failed and the
 * program has ended without asking, it ends with exit status 1.
 *
 * <p>Thread: any thread.
 */
final class JobFollower {
  private static final Logger LOG = LoggerFactory.getLogger(JobFollower.class);

  /** Longest wait for a job that is cancelled, or told of, before the JVM goes on. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Exit status of a program that did not ask what became of its failed job. */
  private static final int EXIT_FAILED = 1;

  private final JobClient job;
  private final JobConsole console;
  private final Optional<MetricsPush> push;
  private final Thread thread = new Thread(this::run, "weir-console");
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile boolean failureWasSeen;

  private JobFollower(JobClient job, JobConsole console, Optional<MetricsPush> push) {
    this.job = job;
    this.console = console;
    this.push = push;
  }

  static JobFollower start(JobClient job, JobConsole console, Optional<MetricsPush> push) {
    JobFollower follower = new JobFollower(job, console, push);
    push.ifPresent(begun -> begun.start(follower::metrics));
    follower.thread.start();
    return follower;
  }

  /** Waits until the end of a job that is over was told, and nothing of the job is left. */
  void awaitTold() throws InterruptedException {
    told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The program knows that the job failed. */
  void failureSeen() {
    failureWasSeen = true;
  }

  private MetricResults metrics() {
    return WeirPipelineResult.metricsOf(job);
  }

  private void run() {
    Thread hook = new Thread(this::cancelOnExit, "weir-cancel");
    boolean hooked = addHook(hook);
    boolean failed = false;
    try {
      failed = console.follow();
      if (push.isPresent()) {
        push.get().finish(this::metrics);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      job.close();
      if (hooked) {
        removeHook(hook);
      }
      told.countDown();
    }
    if (failed) {
      exitIfNobodyCares();
    }
  }

  /**
   * A program that only calls {@code run()} must not end as if its job had been done. While
   * anything else runs here it is not ours to end.
   */
  private void exitIfNobodyCares() {
    try {
      if (LastThread.isCaller(PATIENCE) && !failureWasSeen) {
        System.exit(EXIT_FAILED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
