package io.weir.engine.task;

import static java.util.Objects.requireNonNull;

import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.Signal;
import io.weir.engine.operator.Progress;
import io.weir.engine.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

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
  private @Nullable BarrierPreparation barrier;
  private Signal.@Nullable Barrier requestedBarrier;
  private long lastAborted = -1;

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
    this.input = parts.input(this::requestBarrier);
    this.outputs = parts.outputs();
    this.events = events;
    snapshots = new SnapshotRounds(events, parts.stores());
    flushTimer = new FlushTimer(clock);
    if (!input.hasChannels()) {
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
    try {
      return step();
    } catch (Throwable t) {
      return fail(t);
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
    boolean worked = outputs.areWritable() && work();
    return worked || encoding ? State.RUNNABLE : rest();
  }

  /** Does a slice of the most urgent work; false when there was none. */
  private boolean work() throws Exception {
    if (chain.isUnfinished()) {
      chain.advance();
      flushIfDue();
      return true;
    }
    finalizeCheckpoints();
    if (barrier != null || requestedBarrier != null) {
      return workOnBarrier();
    }
    if (suspendedBy >= 0) {
      return false;
    }
    boolean took = takeInput();
    Progress progress = resident ? Progress.IDLE : chain.advance();
    endIfFinished();
    if (took || progress != Progress.IDLE) {
      flushIfDue();
      return true;
    }
    return chain.removeDueWakeTimes(clock.currentMillis());
  }

  private boolean takeInput() throws Exception {
    boolean any = false;
    int taken = 0;
    while (taken < ELEMENTS_BETWEEN_PASSES && input.take()) {
      any = true;
      int count = input.process(flushTimer.elementsUntilLook(), outputs, mailbox, chain.blame());
      if (count > 0) {
        taken += count;
        flushIfDue();
      }
      if (requestedBarrier != null
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

  private void flushIfDue() throws Exception {
    if (flushTimer.isDue()) {
      outputs.flush();
    }
  }

  /** Nothing to do: nothing may lie about that others could work on. */
  private State rest() throws Exception {
    outputs.flush();
    wakeAt = suspendedBy >= 0 ? Long.MAX_VALUE : chain.nextWakeTime();
    if (barrier != null) {
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

  private void requestBarrier(Signal.Barrier next) {
    Signal.Barrier present = requestedBarrier;
    if (present == null || present.checkpointId() < next.checkpointId()) {
      requestedBarrier = next;
    }
  }

  private boolean workOnBarrier() throws Exception {
    BarrierPreparation preparation = barrier;
    if (preparation == null) {
      preparation = new BarrierPreparation(chain, requireNonNull(requestedBarrier));
      requestedBarrier = null;
      barrier = preparation;
    }
    BarrierPreparation.Step step = preparation.step();
    if (step == BarrierPreparation.Step.READY) {
      barrier = null;
      passBarrier(preparation.barrier());
    }
    return step != BarrierPreparation.Step.LATER;
  }

  private void passBarrier(Signal.Barrier passing) throws Exception {
    outputs.send(passing);
    snapshots.drain();
    snapshots.begin(SnapshotRound.cut(chain, passing, resident, id.index() == 0));
    snapshots.step();
    if (passing.kind() == CheckpointKind.LAST && passing.checkpointId() > lastAborted) {
      suspendedBy = passing.checkpointId();
    }
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
      requestBarrier(new Signal.Barrier(checkpointId, kind));
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
