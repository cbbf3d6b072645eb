package io.weir.engine.task;

import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.Signal;
import io.weir.engine.operator.Progress;
import io.weir.engine.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A running subtask: mails first, then work that is unfinished, then a barrier, then input, then
 * what the operators do on their own account.
 *
 * <p>Ended is not gone: after its last input ended a subtask finishes its operators, sends the
 * final watermark and its end of data, and is then {@linkplain #isResident resident}. It still
 * forwards barriers, takes snapshots and runs finalizers until it is stopped.
 *
 * <p>Thread: the subtask thread; a resident subtask may be called by another thread from then on.
 */
final class Subtask implements Tasklet, Mail.MailHandler {
  /** Items taken between two passes over the chain, when none of them moves a watermark. */
  private static final int ELEMENTS_BETWEEN_PASSES = 512;

  /** After this time an operator that was not ready for a barrier is asked again, unasked. */
  private static final long ASK_BARRIER_MILLIS = 1;

  /** After this time an operator that could not finish is asked again, unasked. */
  private static final long ASK_FINISH_MILLIS = 20;

  private final SubtaskId id;
  private final Mailbox mailbox;
  private final Clock clock;
  private final SubtaskParts parts;
  private final OperatorChain chain;
  private final SubtaskInput input;
  private final EdgeOutputs outputs;
  private final SubtaskEvents events;
  private final SnapshotRounds snapshots;
  private final FlushTimer flushTimer;
  private final Queue<Long> completed = new ArrayDeque<>();
  private final SubtaskCuts cuts;
  private long lastAborted = -1;

  /** The last checkpoint whose barrier may overtake elements; -1 for none. */
  private long overtaking = -1;

  /** The checkpoint behind which nothing more is taken in; -1 for none. */
  private long suspendedBy = -1;

  private boolean resident;
  private boolean askedForCheckpoint;
  private boolean drained;
  private boolean closed;
  private long wakeAt = Long.MAX_VALUE;

  Subtask(SubtaskId id, Mailbox mailbox, Clock clock, SubtaskParts parts, SubtaskEvents events) {
    this.id = id;
    this.mailbox = mailbox;
    this.clock = clock;
    this.parts = parts;
    this.chain = parts.chain();
    this.input = parts.input(this::cutAligned);
    this.outputs = parts.outputs();
    this.events = events;
    snapshots = new SnapshotRounds(events, parts.stores());
    cuts = new SubtaskCuts(parts, input, snapshots, events, id.index() == 0);
    flushTimer = new FlushTimer(clock);
    if (input.hasEnded()) {
      chain.endInput();
    }
  }

  boolean isResident() {
    return resident;
  }

  @Override
  public long wakeAtMillis() {
    return wakeAt;
  }

  @Override
  public State call() {
    // The one place where exceptions of operators are caught.
    mailbox.activity().begin();
    try {
      return step();
    } catch (Throwable t) {
      return fail(t);
    } finally {
      mailbox.activity().end();
    }
  }

  private State fail(Throwable t) {
    boolean expected = mailbox.isStopped() || closed;
    Failure failure = chain.blame().describe(t, "");
    close();
    if (!expected) {
      events.failed(failure);
    }
    return State.ENDED;
  }

  private State step() throws Exception {
    wakeAt = Long.MAX_VALUE;
    readMails();
    if (mailbox.isStopped()) {
      statisticsRequested();
      close();
      return State.ENDED;
    }
    boolean encoding = snapshots.isActive();
    if (encoding) {
      snapshots.step();
    }
    boolean overtakes = overtake();
    boolean worked = hasTime() && (outputs.areWritable() || overtakes) && work();
    return worked || encoding ? State.RUNNABLE : rest();
  }

  /**
   * Lets a barrier overtake elements that may.
   *
   * @return whether it is through the input now and may overtake those in the outputs, too
   */
  private boolean overtake() throws Exception {
    if (overtaking < 0 || chain.isUnfinished()) {
      return false;
    }
    if (overtaking <= cuts.lastPassed()) {
      overtaking = -1;
      return false;
    }
    if (!cuts.isPending()) {
      input.overtake(overtaking);
    }
    return cuts.isPending();
  }

  /** In a job that runs in rounds nothing may happen before the first one says what time it is. */
  private boolean hasTime() {
    return parts.rounds().isEmpty() || parts.rounds().get().clock().isStarted();
  }

  /** Does a slice of the most urgent work; false when there was none. */
  private boolean work() throws Exception {
    if (chain.isUnfinished()) {
      chain.advance();
      boolean unused = flushIfDue();
      return true;
    }
    finalizeCheckpoints();
    if (cuts.isPending()) {
      boolean more = cuts.work(resident);
      suspendBehindLast();
      return more;
    }
    if (suspendedBy >= 0) {
      return false;
    }
    boolean took = takeInput();
    Progress progress = resident ? Progress.IDLE : chain.advance();
    endIfFinished();
    if (took || progress != Progress.IDLE) {
      boolean unused = flushIfDue();
      return true;
    }
    return chain.removeDueWakeTimes(processingTime());
  }

  private boolean takeInput() throws Exception {
    boolean any = false;
    int taken = 0;
    while (taken < ELEMENTS_BETWEEN_PASSES && input.take()) {
      any = true;
      int count = input.process(flushTimer.elementsUntilLook(), outputs, mailbox, chain.blame());
      taken += count;
      // A bundle may have become too old, and it is ended in a pass over the chain.
      if (count > 0 && flushIfDue()) {
        break;
      }
      if (cuts.isPending()
          || chain.hasChangedWatermarks()
          || outputs.isBlocked()
          || mailbox.needsAttention()) {
        break;
      }
    }
    if (!chain.isInputEnded() && input.hasEnded()) {
      chain.endInput();
    }
    return any;
  }

  private boolean flushIfDue() throws Exception {
    boolean due = flushTimer.isDue();
    if (due) {
      outputs.flush();
    }
    return due;
  }

  /** Nothing to do: nothing may lie about that others could work on. */
  private State rest() throws Exception {
    outputs.flush();
    // In a job that runs in rounds no time is waited for: it comes with a barrier. And no operator
    // is called before there is room again.
    boolean waits = suspendedBy < 0 && parts.rounds().isEmpty() && !outputs.isBlocked();
    wakeAt = waits ? chain.nextWakeTime() : Long.MAX_VALUE;
    if (cuts.isWaiting()) {
      wakeAt = Math.min(wakeAt, clock.currentMillis() + ASK_BARRIER_MILLIS);
    } else if (chain.isInputEnded() && !resident) {
      wakeAt = Math.min(wakeAt, clock.currentMillis() + ASK_FINISH_MILLIS);
    }
    return State.WAITING;
  }

  private void endIfFinished() throws Exception {
    if (!resident && chain.isInputEnded() && !chain.isUnfinished() && chain.isFinished()) {
      outputs.send(new Signal.EndOfData());
      resident = true;
      events.finished();
    } else if (!askedForCheckpoint && chain.awaitsCheckpoint()) {
      askedForCheckpoint = true;
      events.checkpointWanted();
    }
  }

  private void cutAligned(Signal.Cut cut) {
    cuts.request(cut);
  }

  private void suspendBehindLast() {
    long last = cuts.lastCheckpoint();
    if (last > lastAborted) {
      suspendedBy = last;
    }
  }

  private long processingTime() {
    return parts.rounds().<Clock>map(SubtaskRounds::clock).orElse(clock).currentMillis();
  }

  private void readMails() throws Exception {
    for (Mail mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
      mail.deliverTo(this);
    }
  }

  @Override
  public void checkpointTriggered(long checkpointId, CheckpointKind kind) throws Exception {
    if (!resident) {
      chain.announceCheckpoint(checkpointId);
    }
    if (!input.hasChannels()) {
      input.begin(new Signal.Barrier(checkpointId, kind));
    }
  }

  @Override
  public void overtakingAllowed(long checkpointId) {
    if (checkpointId > lastAborted) {
      overtaking = checkpointId;
    }
  }

  @Override
  public void roundStarted(Signal.RoundBarrier barrier, boolean play) throws Exception {
    RoundClock time = parts.rounds().orElseThrow().clock();
    if (!time.isStarted()) {
      time.moveTo(barrier.processingTimeMs());
    }
    if (!resident) {
      chain.announceCheckpoint(barrier.round());
    }
    // Also with channels: a root may be chained to what has a side input.
    cuts.announce(barrier.round(), play);
    if (!input.hasChannels()) {
      input.begin(barrier);
    }
  }

  @Override
  public void checkpointCompleted(long checkpointId) {
    completed.add(checkpointId);
  }

  private void finalizeCheckpoints() throws Exception {
    for (Long checkpoint = completed.poll(); checkpoint != null; checkpoint = completed.poll()) {
      chain.completeCheckpoint(checkpoint);
      askedForCheckpoint = false;
      events.finalized(checkpoint);
    }
  }

  @Override
  public void checkpointAborted(long checkpointId) {
    input.abort(checkpointId);
    lastAborted = Math.max(lastAborted, checkpointId);
    if (overtaking <= lastAborted) {
      overtaking = -1;
    }
    if (suspendedBy <= lastAborted) {
      suspendedBy = -1;
    }
  }

  @Override
  public void drainRequested() throws Exception {
    if (!drained) {
      drained = true;
      chain.drain();
    }
  }

  @Override
  public void statisticsRequested() {
    events.statistics(SubtaskFigures.of(id, chain, input, outputs));
  }

  private void close() {
    if (!closed) {
      closed = true;
      snapshots.close();
      input.close();
      parts.close();
    }
  }
}
