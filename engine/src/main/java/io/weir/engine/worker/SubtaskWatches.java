package io.weir.engine.worker;

import io.weir.engine.control.WorkerReport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the subtasks of an attempt on one worker. User code that does not come back in time makes
 * a checkpoint fail that waits for it, and the attempt if one element takes too long.
 *
 * <p>Thread: the shared thread of the attempt, unless a method says otherwise.
 */
final class SubtaskWatches {
  /** The worker says why a checkpoint is late this much before the master gives it up. */
  private static final long MOST_EARLY_MILLIS = 1000;

  private static final long NONE = -1;

  private final AttemptReporter reporter;
  private final long lateNanos;
  private final AtomicLong triggered = new AtomicLong(NONE);
  private volatile List<SubtaskWatch> watches = List.of();
  private volatile long elementTimeoutNanos = Long.MAX_VALUE;
  private long watchedCheckpoint = NONE;
  private long triggeredNanos;
  private boolean told;

  SubtaskWatches(AttemptReporter reporter, long checkpointTimeoutMs) {
    this.reporter = reporter;
    lateNanos =
        TimeUnit.MILLISECONDS.toNanos(
            checkpointTimeoutMs - Math.min(MOST_EARLY_MILLIS, checkpointTimeoutMs / 5));
  }

  /**
   * What to watch. Thread: any.
   *
   * @param elementTimeoutMs an element may take so long; 0 for ever
   */
  void watch(List<SubtaskWatch> subtasks, long elementTimeoutMs) {
    if (elementTimeoutMs > 0) {
      elementTimeoutNanos = TimeUnit.MILLISECONDS.toNanos(elementTimeoutMs);
    }
    watches = List.copyOf(subtasks);
  }

  /** A checkpoint was asked for. Thread: any. */
  void checkpointTriggered(long checkpointId) {
    triggered.accumulateAndGet(checkpointId, Math::max);
  }

  /** Makes the threads' blocking calls end. */
  void interruptAll() {
    watches.forEach(watch -> watch.tasklet().interrupt());
  }

  /** Looks at all subtasks; to be called about once a second. */
  void look(long nowNanos) {
    if (triggered.get() != watchedCheckpoint) {
      watchedCheckpoint = triggered.get();
      triggeredNanos = nowNanos;
      told = false;
    }
    boolean late = watchedCheckpoint != NONE && !told && nowNanos - triggeredNanos >= lateNanos;
    for (SubtaskWatch watch : watches) {
      long nanos = watch.nanosInOperator(nowNanos);
      if (nanos >= elementTimeoutNanos) {
        long minutes = TimeUnit.NANOSECONDS.toMinutes(elementTimeoutNanos);
        String what = "an element has taken more than " + minutes + " minutes";
        reporter.failed(watch.describe(reporter.worker(), what));
      } else if (late && nanos > 0 && !watch.hasCut(watchedCheckpoint)) {
        told = true;
        decline(watch);
      }
    }
  }

  private void decline(SubtaskWatch watch) {
    String what = "checkpoint " + watchedCheckpoint + " waits in vain for user code";
    reporter
        .master()
        .send(
            new WorkerReport.CheckpointDeclined(
                reporter.attempt(),
                watchedCheckpoint,
                watch.subtask(),
                watch.describe(reporter.worker(), what)));
  }
}
