package io.weir.engine.worker;

import io.weir.engine.task.Mail;
import io.weir.engine.task.Mailbox;
import io.weir.engine.task.Residents;
import io.weir.engine.task.Tasklet;
import io.weir.engine.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The shared tasklet of an attempt: runs its resident subtasks, tells the others when barriers may
 * overtake elements, collects figures about once a second, and interrupts threads that do not end
 * when they are told to.
 *
 * <p>Thread: the shared thread, unless a method says otherwise.
 */
final class Caretaker implements Tasklet {
  private static final long STATISTICS_MILLIS = 1000;

  /** User code is interrupted when it has not come to an element boundary in this time. */
  private static final long GRACE_MILLIS = 1000;

  private final Clock clock;
  private final Residents residents;
  private final List<Mailbox> mailboxes;
  private final AttemptReporter reporter;
  private final AtomicInteger threads = new AtomicInteger();
  private final SubtaskWatches watches;
  private volatile boolean stopped;
  private volatile @Nullable Patience patience;
  private long lastOvertaking = -1;
  private long nextStatistics;
  private long nextInterrupt = Long.MAX_VALUE;
  private long wakeAt;

  Caretaker(
      Clock clock,
      Residents residents,
      List<Mailbox> mailboxes,
      AttemptReporter reporter,
      SubtaskWatches watches) {
    this.clock = clock;
    this.residents = residents;
    this.mailboxes = mailboxes;
    this.reporter = reporter;
    this.watches = watches;
    nextStatistics = clock.nanoTime();
  }

  Residents residents() {
    return residents;
  }

  /** So many subtasks will get a thread. Thread: any, before the first starts. */
  void expect(int subtasks) {
    threads.set(subtasks);
  }

  /** The thread of a subtask has ended. Thread: any; the caller then wakes this tasklet. */
  void subtaskThreadEnded() {
    threads.decrementAndGet();
  }

  /**
   * The subtasks are to be told after that time that the barrier of the checkpoint may overtake
   * elements. Thread: any; the caller then wakes this tasklet.
   */
  void allowOvertaking(long checkpointId, long afterMillis) {
    patience =
        new Patience(checkpointId, clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(afterMillis));
  }

  private record Patience(long checkpointId, long untilNanos) {}

  /** The subtasks have been told to end. Thread: any; the caller then wakes this tasklet. */
  void stop() {
    stopped = true;
  }

  @Override
  public State call() {
    long overtakingIn = allowOvertaking();
    // Asked first: a subtask becomes resident before its thread ends.
    boolean threadsEnded = threads.get() == 0;
    State state = residents.call();
    if (state == State.RUNNABLE) {
      return state;
    }
    long now = clock.nanoTime();
    if (stopped) {
      if (threadsEnded && state == State.ENDED) {
        return State.ENDED;
      }
      interruptLate(now);
    } else if (now - nextStatistics >= 0) {
      nextStatistics = now + TimeUnit.MILLISECONDS.toNanos(STATISTICS_MILLIS);
      watches.look(now);
      reporter.sendStatistics();
      mailboxes.forEach(mailbox -> mailbox.post(new Mail.ReportStatistics()));
    }
    long next = stopped ? nextInterrupt : nextStatistics;
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.min(next - now, overtakingIn)) + 1;
    wakeAt = Math.min(residents.wakeAtMillis(), clock.currentMillis() + millis);
    return State.WAITING;
  }

  /** Tells the subtasks if it is time; answers in how many nanoseconds it will be. */
  private long allowOvertaking() {
    Patience present = patience;
    if (present == null) {
      return Long.MAX_VALUE;
    }
    long left = present.untilNanos() - clock.nanoTime();
    if (left > 0) {
      return left;
    }
    if (present.checkpointId() > lastOvertaking) {
      lastOvertaking = present.checkpointId();
      mailboxes.forEach(mailbox -> mailbox.post(new Mail.AllowOvertaking(present.checkpointId())));
    }
    return Long.MAX_VALUE;
  }

  private void interruptLate(long now) {
    if (nextInterrupt == Long.MAX_VALUE) {
      nextInterrupt = now + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    } else if (now - nextInterrupt >= 0) {
      watches.interruptAll();
      nextInterrupt = now + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    }
  }

  @Override
  public long wakeAtMillis() {
    return wakeAt;
  }
}
