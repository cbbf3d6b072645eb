package io.weir.engine.task;

import io.weir.engine.operator.Progress;
import java.util.List;

/**
 * The operators of a subtask in topological order, and the work that no element asks for:
 * delivering watermarks, timers and sources, finishing.
 *
 * <p>Such work goes through the chain in passes. A pass stops where an operator answers {@link
 * Progress#UNFINISHED} and goes on from there; until it is through, nothing else may reach the
 * chain.
 *
 * <p>Thread: the subtask thread.
 */
final class OperatorChain {
  private final OperatorSlot[] slots;
  private final Blame blame;
  private int position;
  private Progress pass = Progress.IDLE;
  private boolean unfinished;
  private boolean inputEnded;

  OperatorChain(List<OperatorSlot> slots, Blame blame) {
    this.slots = slots.toArray(OperatorSlot[]::new);
    this.blame = blame;
  }

  OperatorSlot slot(int index) {
    return slots[index];
  }

  int size() {
    return slots.length;
  }

  Blame blame() {
    return blame;
  }

  /** Whether a pass stopped in the middle. */
  boolean isUnfinished() {
    return unfinished;
  }

  /** Whether a watermark may wait to be delivered. */
  boolean hasChangedWatermarks() {
    for (OperatorSlot slot : slots) {
      if (slot.inputs().isChanged()) {
        return true;
      }
    }
    return false;
  }

  /** From now on passes also finish the operators, in order. */
  void endInput() {
    inputEnded = true;
  }

  boolean isInputEnded() {
    return inputEnded;
  }

  /** Whether every operator has emitted all that it will ever emit. */
  boolean isFinished() {
    // They finish in order.
    return slots.length == 0 || slots[slots.length - 1].isFinished();
  }

  /**
   * Begins a pass or goes on with one.
   *
   * @return UNFINISHED when it stopped in the middle; else the most urgent of the operators'
   *     answers
   */
  Progress advance() throws Exception {
    if (!unfinished) {
      position = 0;
      pass = Progress.IDLE;
    }
    unfinished = false;
    for (; position < slots.length; position++) {
      OperatorSlot slot = slots[position];
      blame.activity().enter(slot.stableName());
      blame.activity().step();
      try {
        slot.deliverWatermarks();
        Progress progress = slot.advance();
        if (progress == Progress.UNFINISHED) {
          unfinished = true;
          return progress;
        }
        pass = pass.and(progress);
        if (inputEnded && (position == 0 || slots[position - 1].isFinished())) {
          slot.finish();
        }
        slot.forwardWatermark();
      } catch (Throwable t) {
        blame.note(t, slot.stableName());
        throw t;
      }
    }
    return pass;
  }

  /** What the last pass that came to its end left to do. */
  Progress lastPass() {
    return pass;
  }

  /** The earliest time at which an operator wants to be called, milliseconds. */
  long nextWakeTime() {
    long next = Long.MAX_VALUE;
    for (OperatorSlot slot : slots) {
      next = Math.min(next, slot.wakeTimes().next());
    }
    return next;
  }

  /** Forgets the wake-up times that have come; true if there were any. */
  boolean removeDueWakeTimes(long now) {
    boolean any = false;
    for (OperatorSlot slot : slots) {
      any |= slot.wakeTimes().removeDue(now);
    }
    return any;
  }

  /** Whether an operator that was asked to finish waits for a checkpoint. */
  boolean awaitsCheckpoint() {
    // They finish in order, so those behind the first that has not were not asked yet.
    for (OperatorSlot slot : slots) {
      if (!slot.isFinished()) {
        return inputEnded && slot.operator().awaitsCheckpoint();
      }
    }
    return false;
  }

  /** Announces a checkpoint to every operator. */
  void announceCheckpoint(long checkpointId) throws Exception {
    for (OperatorSlot slot : slots) {
      try {
        slot.operator().announceCheckpoint(checkpointId);
      } catch (Throwable t) {
        blame.note(t, slot.stableName());
        throw t;
      }
    }
  }

  /** Tells every operator that the job is being drained. */
  void drain() throws Exception {
    for (OperatorSlot slot : slots) {
      try {
        if (!slot.isFinished()) {
          slot.operator().drain();
        }
      } catch (Throwable t) {
        blame.note(t, slot.stableName());
        throw t;
      }
    }
  }

  /** Runs the finalizers of a checkpoint in every operator. */
  void completeCheckpoint(long checkpointId) throws Exception {
    for (OperatorSlot slot : slots) {
      try {
        slot.operator().checkpointCompleted(checkpointId);
      } catch (Throwable t) {
        blame.note(t, slot.stableName());
        throw t;
      }
    }
  }
}
