package io.weir.runner;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.VertexStatus;
import io.weir.engine.time.Clock;
import io.weir.plan.JobPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the terminal how a job fares: its name, id and how to cancel it, then a plain line from
 * time to time, and a summary at the end. Ctrl-C cancels the job.
 *
 * <p>Thread: one of its own, which keeps the JVM alive until the job is over.
 */
final class JobConsole {
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofDays(1);

  private final JobClient job;
  private final String name;
  private final Duration interval;
  private final boolean quiet;
  private final PrintStream out;
  private final Clock clock;
  private final long startedNanos;

  private JobConsole(JobClient job, String name, JobPlan plan, PrintStream out, Clock clock) {
    this.job = job;
    this.name = name;
    long intervalMs = plan.settings().options().getProgressIntervalMillis();
    this.quiet = intervalMs == 0;
    this.interval = quiet ? QUIET : Duration.ofMillis(intervalMs);
    this.out = out;
    this.clock = clock;
    this.startedNanos = clock.nanoTime();
  }

  /** Follows the job to its end on a thread of its own. */
  static void follow(JobClient job, String name, JobPlan plan) {
    JobConsole console = new JobConsole(job, name, plan, System.err, Clock.system());
    if (!console.quiet) {
      console.print(
          "Job %s (%s) submitted, parallelism %d; %s"
              .formatted(name, job.id(), plan.settings().parallelism(), job.howToCancel()));
    }
    new Thread(console::run, "weir-console").start();
  }

  private void run() {
    Thread hook = new Thread(this::cancelOnExit, "weir-cancel");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Optional<JobStatus> last = job.awaitDone(interval);
      while (last.isEmpty()) {
        printProgress(job.status());
        last = job.awaitDone(interval);
      }
      printSummary(last.get());
    } catch (IOException e) {
      print("Job %s: the master cannot be reached: %s".formatted(name, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      removeHook(hook);
      job.close();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is on its way down and the hook runs already.
    }
  }

  private void cancelOnExit() {
    try {
      print("Cancelling job " + name);
      job.cancel();
      job.awaitDone(CANCEL_TIMEOUT);
    } catch (IOException e) {
      print("Job %s could not be cancelled: %s".formatted(name, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void printProgress(JobStatus status) {
    if (quiet) {
      return;
    }
    int finished = 0;
    double rate = 0;
    long watermark = Watermark.MAX;
    for (VertexStatus vertex : status.vertices()) {
      finished += vertex.finishedSubtasks() == vertex.parallelism() ? 1 : 0;
      rate += vertex.inPerSecond();
      watermark = Math.min(watermark, vertex.outputWatermark());
    }
    print(
        "%s: %s, %d of %d stages finished, %.0f elements/s, watermark %s, last checkpoint %s"
            .formatted(
                name,
                status.state(),
                finished,
                status.vertices().size(),
                rate,
                lag(watermark),
                age(status)));
  }

  private String lag(long watermark) {
    if (watermark >= Watermark.MAX) {
      return "at the end";
    }
    if (watermark <= Watermark.MIN) {
      return "not known yet";
    }
    return "%.1f s behind".formatted((clock.currentMillis() - watermark) / 1000.0);
  }

  private static String age(JobStatus status) {
    long ageMs = status.checkpoint().lastAgeMs();
    return ageMs < 0 ? "none" : "%.1f s ago".formatted(ageMs / 1000.0);
  }

  private void printSummary(JobStatus status) {
    status
        .failure()
        .filter(f -> status.state() == JobState.FAILED)
        .ifPresent(
            failure -> {
              if (!quiet) {
                print(failure.stackTrace());
              }
            });
    if (!quiet) {
      double seconds = (clock.nanoTime() - startedNanos) / 1e9;
      print(
          "Job %s (%s): %s after %.1f s, %d restarts, %d checkpoints"
              .formatted(
                  name,
                  job.id(),
                  status.state(),
                  seconds,
                  status.restarts(),
                  status.checkpoint().completed()));
    }
  }

  private void print(String line) {
    out.println(line);
  }
}
