package io.weir.engine.task;

import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.Signal;
import io.weir.engine.operator.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings cuts through a subtask, one after another: ends the bundles of the chain, passes the
 * signal on, and then takes the snapshot, or says what the round found.
 *
 * <p>Thread: the subtask thread.
 */
final class SubtaskCuts {
  private final OperatorChain chain;
  private final SubtaskInput input;
  private final EdgeOutputs outputs;
  private final SnapshotRounds snapshots;
  private final Optional<SubtaskRounds> rounds;
  private final SubtaskEvents events;
  private final boolean withBroadcast;
  private @Nullable BarrierPreparation preparation;
  private Signal.@Nullable Cut requested;
  private long announcedRound = -1;
  private boolean play;
  private long lastPassed = -1;
  private long lastCheckpoint = -1;

  /**
   * No cut is under way.
   *
   * @param withBroadcast whether this subtask's broadcast state counts in snapshots
   */
  SubtaskCuts(
      SubtaskParts parts,
      SubtaskInput input,
      SnapshotRounds snapshots,
      SubtaskEvents events,
      boolean withBroadcast) {
    this.chain = parts.chain();
    this.input = input;
    this.outputs = parts.outputs();
    this.rounds = parts.rounds();
    this.snapshots = snapshots;
    this.events = events;
    this.withBroadcast = withBroadcast;
  }

  /** The signal came through all channels, or starts here. One of an earlier number is dropped. */
  void request(Signal.Cut cut) {
    Signal.Cut present = requested;
    if (present == null || present.number() < cut.number()) {
      requested = cut;
    }
  }

  /**
   * The master started a round; its barrier may have come through the channels before.
   *
   * @param play whether the next events are to be played before its barrier
   */
  void announce(long round, boolean play) {
    announcedRound = round;
    this.play = play;
  }

  /** The last checkpoint whose barrier has passed; -1 for none. */
  long lastPassed() {
    return lastPassed;
  }

  /** The checkpoint that passed and is meant to be the job's last; -1 for none. */
  long lastCheckpoint() {
    return lastCheckpoint;
  }

  /** Whether there is a cut to work on; nothing may be taken from the input then. */
  boolean isPending() {
    return preparation != null || requested != null;
  }

  /** Whether an operator was not ready and must be asked again. */
  boolean isWaiting() {
    return preparation != null;
  }

  /**
   * Does a slice.
   *
   * @param resident whether the subtask has sent its end of data
   * @return false when it is to be called again only after a wake-up or a short while
   */
  boolean work(boolean resident) throws Exception {
    BarrierPreparation present = preparation;
    Signal.Cut next = requested;
    if (present == null && next instanceof Signal.RoundBarrier && next.number() > announcedRound) {
      return false; // whether there is an event to play is not known yet
    }
    if (present == null && next != null) {
      requested = null;
      preparation = new BarrierPreparation(chain, next);
      if (next instanceof Signal.RoundBarrier && !resident) {
        beginRound();
      }
      return true;
    }
    if (present == null) {
      return false;
    }
    BarrierPreparation.Step step = present.step();
    if (step == BarrierPreparation.Step.READY) {
      preparation = null;
      pass(present.cut(), resident);
    }
    return step != BarrierPreparation.Step.LATER;
  }

  /** Whoever has work of its own gets to do some: rounds may follow each other without a pause. */
  private void beginRound() throws Exception {
    if (play) {
      play = false;
      rounds.orElseThrow().play(chain);
    }
    chain.advance();
  }

  private void pass(Signal.Cut cut, boolean resident) throws Exception {
    outputs.send(cut);
    if (cut instanceof Signal.RoundBarrier round) {
      SubtaskRounds own = rounds.orElseThrow();
      Progress left = resident ? Progress.IDLE : chain.lastPass();
      events.roundPassed(round.round(), own.result(chain, left, input, resident));
      own.clock().moveTo(round.processingTimeMs());
    } else if (cut instanceof Signal.Barrier barrier) {
      snapshots.drain();
      snapshots.begin(
          SnapshotRound.cut(
              chain, barrier, resident, withBroadcast, input.takeInFlight(barrier.checkpointId())));
      lastPassed = barrier.checkpointId();
      snapshots.step();
      if (barrier.kind() == CheckpointKind.LAST) {
        lastCheckpoint = barrier.checkpointId();
      }
    }
  }
}
