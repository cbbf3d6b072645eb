package io.weir.engine.task;

import io.weir.engine.control.SubtaskId;
import org.jspecify.annotations.Nullable;

/**
 * The life of a subtask on its own thread: the first call builds it, and when it is resident it is
 * handed over to the shared tasklet for residents.
 *
 * <p>Thread: the subtask thread.
 */
public final class SubtaskTasklet implements Tasklet {
  private final AttemptParts attempt;
  private final SubtaskId id;
  private final Mailbox mailbox;
  private final SubtaskEvents events;
  private final Residents residents;
  private @Nullable Subtask subtask;

  /**
   * A subtask that is not built yet.
   *
   * @param attempt what it shares with the others
   * @param id the subtask
   * @param mailbox where it is reached
   * @param events told what happens in it
   * @param residents takes it over when its input has ended
   */
  public SubtaskTasklet(
      AttemptParts attempt,
      SubtaskId id,
      Mailbox mailbox,
      SubtaskEvents events,
      Residents residents) {
    this.attempt = attempt;
    this.id = id;
    this.mailbox = mailbox;
    this.events = events;
    this.residents = residents;
  }

  @Override
  public State call() {
    Subtask running = subtask;
    if (running == null) {
      return build();
    }
    State state = running.call();
    if (state == State.WAITING && running.isResident()) {
      subtask = null;
      residents.adopt(running, mailbox);
      return State.ENDED;
    }
    return state;
  }

  private State build() {
    if (mailbox.isStopped()) {
      return State.ENDED;
    }
    Blame blame = new Blame(mailbox.activity());
    try {
      SubtaskParts parts = new SubtaskBuilder(attempt, id, mailbox, blame).build();
      subtask = new Subtask(id, mailbox, attempt.clock(), parts, events);
      events.started();
      return State.RUNNABLE;
    } catch (Throwable t) {
      if (!mailbox.isStopped()) {
        events.failed(blame.describe(t, ""));
      }
      return State.ENDED;
    }
  }

  @Override
  public long wakeAtMillis() {
    Subtask running = subtask;
    return running == null ? Long.MAX_VALUE : running.wakeAtMillis();
  }
}
