package io.weir.runner;

import io.weir.engine.control.Failure;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.VertexStatus;
import io.weir.engine.time.Clock;
import io.weir.plan.JobPlan;
import io.weir.plan.JobSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * Tells the terminal how a job fares: its name, id and how to cancel it, then a plain line from
 * time to time, and at the end what user code threw, if it did, and a summary.
 *
 * <p>Thread: any thread; {@link #follow} blocks its caller until the job is over.
 */
final class JobConsole {
  private static final Duration QUIET_INTERVAL = Duration.ofDays(1);

  private final JobClient job;
  private final String name;
  private final Duration interval;
  private final boolean quiet;
  private final PrintStream out;
  private final Clock clock;
  private final long startedNanos;

  /**
   * A console that has said nothing yet.
   *
   * @param intervalMs milliseconds between two progress lines; 0 = nothing is printed at all
   */
  JobConsole(JobClient job, String name, long intervalMs, PrintStream out, Clock clock) {
    this.job = job;
    this.name = name;
    this.quiet = intervalMs == 0;
    this.interval = quiet ? QUIET_INTERVAL : Duration.ofMillis(intervalMs);
    this.out = out;
    this.clock = clock;
    this.startedNanos = clock.nanoTime();
  }

  /** Says that the job was submitted, and what it consists of if the user asked for that. */
  void submitted(JobPlan plan) {
    JobSettings settings = plan.settings();
    print(
        "Job %s (%s) submitted, %s, parallelism %d; %s",
        name,
        job.id(),
        plan.streaming() ? "streaming" : "bounded",
        settings.parallelism(),
        job.howToCancel());
    if (settings.options().getExplain()) {
      out.print(plan.explain());
    }
  }

  /** Says that somebody ends this process, and with it the job. */
  void cancelling() {
    print("Cancelling job %s (%s)", name, job.id());
  }

  /** Prints progress until the job is over, then how it ended; true if it failed. */
  boolean follow() throws InterruptedException {
    try {
      Optional<JobStatus> last = job.awaitDone(interval);
      while (last.isEmpty()) {
        if (job.isReached()) {
          printProgress(job.status());
        } else {
          print("%s: the master cannot be reached; trying again", name);
        }
        last = job.awaitDone(interval);
      }
      printEnd(last.get());
      return last.get().state() == JobState.FAILED;
    } catch (IOException e) {
      print("Job %s (%s): the master cannot be reached: %s", name, job.id(), reason(e));
      return true;
    }
  }

  private void printProgress(JobStatus status) {
    int finished = 0;
    double rate = 0;
    long watermark = Watermark.MAX;
    for (VertexStatus vertex : status.vertices()) {
      finished += vertex.finishedSubtasks() == vertex.parallelism() ? 1 : 0;
      rate += vertex.inPerSecond();
      watermark = Math.min(watermark, vertex.outputWatermark());
    }
    print(
        "%s: %s, %d of %d stages finished, %.0f elements/s, watermark %s, last checkpoint %s",
        name,
        status.state(),
        finished,
        status.vertices().size(),
        rate,
        lag(watermark),
        age(status));
  }

  private String lag(long watermark) {
    // All that is left then is what waits for the end of the global window.
    if (watermark >= GlobalWindow.INSTANCE.maxTimestamp().getMillis()) {
      return "at the end";
    }
    if (watermark <= Watermark.MIN) {
      return "not known yet";
    }
    long behindMs = clock.currentMillis() - watermark;
    return behindMs < 0 ? seconds(-behindMs) + " ahead" : seconds(behindMs) + " behind";
  }

  private static String age(JobStatus status) {
    long ageMs = status.checkpoint().lastAgeMs();
    return ageMs < 0 ? "none" : seconds(ageMs) + " ago";
  }

  private static String seconds(long ms) {
    return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
  }

  private void printEnd(JobStatus status) {
    Optional<Failure> failure = status.failure().filter(f -> status.state() == JobState.FAILED);
    if (!quiet) {
      failure.ifPresent(f -> out.print(f.userTrace()));
    }
    String where = failure.map(Failure::where).filter(w -> !w.isEmpty()).orElse("");
    print(
        "Job %s (%s): %s%s after %s, %d restarts, %d checkpoints",
        name,
        job.id(),
        status.state(),
        where.isEmpty() ? "" : " in " + where,
        seconds((clock.nanoTime() - startedNanos) / 1_000_000),
        status.restarts(),
        status.checkpoint().completed());
    if (failure.isPresent() && status.checkpoint().lastId() >= 0) {
      print("Its last checkpoint is kept: --savepointPath=%s", status.checkpoint().lastPath());
    }
  }

  private void print(String format, Object... arguments) {
    if (!quiet) {
      out.println(String.format(Locale.ROOT, format, arguments));
    }
  }

  private static String reason(IOException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }
}
