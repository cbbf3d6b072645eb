package io.weir.engine.task;

import io.weir.engine.element.Signal;
import io.weir.engine.graph.Bytes;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.OvertakenElements;
import io.weir.engine.state.FrozenKeyedState;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The snapshot of a subtask, from the cut at the barrier until all of it has been encoded.
 *
 * <p>Thread: the subtask thread.
 */
final class SnapshotRound {
  private final Signal.Barrier barrier;
  private final boolean finished;
  private final Map<String, OperatorCut> cuts = new HashMap<>();
  private final Queue<PendingStep> steps = new ArrayDeque<>();
  private final Blame blame;

  private SnapshotRound(Signal.Barrier barrier, boolean finished, Blame blame) {
    this.barrier = barrier;
    this.finished = finished;
    this.blame = blame;
  }

  /**
   * Cuts the state of all operators as it is now.
   *
   * @param finished whether the subtask had sent its end of data
   * @param withBroadcast whether this subtask's broadcast state counts
   * @param inFlight what the barrier overtook, by operator
   */
  static SnapshotRound cut(
      OperatorChain chain,
      Signal.Barrier barrier,
      boolean finished,
      boolean withBroadcast,
      Map<String, List<OvertakenElements>> inFlight)
      throws Exception {
    chain.blame().activity().cut(barrier.checkpointId());
    SnapshotRound round = new SnapshotRound(barrier, finished, chain.blame());
    for (int i = 0; i < chain.size(); i++) {
      OperatorSlot slot = chain.slot(i);
      try {
        round.add(slot, withBroadcast, inFlight.getOrDefault(slot.stableName(), List.of()));
      } catch (Throwable t) {
        chain.blame().note(t, slot.stableName());
        round.discard();
        throw t;
      }
    }
    return round;
  }

  private void add(OperatorSlot slot, boolean withBroadcast, List<OvertakenElements> inFlight)
      throws Exception {
    FrozenKeyedState frozen = slot.stores().keyed().freeze();
    boolean cut = false;
    try {
      SnapshotStep step =
          slot.operator().snapshot(new SnapshotContext(barrier.checkpointId(), frozen));
      byte[] metrics = slot.operator().metrics();
      cuts.put(
          slot.stableName(),
          slot.stores()
              .cut(
                  frozen,
                  withBroadcast,
                  inFlight,
                  slot.inputs().delivered(),
                  metrics == null ? Bytes.EMPTY : Bytes.copyOf(metrics)));
      cut = true;
      if (step != SnapshotStep.DONE) {
        steps.add(new PendingStep(step, slot.stableName()));
      }
    } finally {
      if (!cut) {
        frozen.close();
      }
    }
  }

  Signal.Barrier barrier() {
    return barrier;
  }

  boolean isFinished() {
    return finished;
  }

  /** What was cut, by operator; to be written when {@link #step} has answered true. */
  Map<String, OperatorCut> cuts() {
    return cuts;
  }

  /** Does a slice of encoding; true when nothing is left. */
  boolean step() throws Exception {
    PendingStep pending = steps.peek();
    if (pending == null) {
      return true;
    }
    try {
      if (pending.step().run()) {
        steps.remove();
      }
    } catch (Throwable t) {
      blame.note(t, pending.operator());
      throw t;
    }
    return steps.isEmpty();
  }

  /** Lets go of everything frozen. Thread: any, one at a time. */
  void discard() {
    cuts.values().forEach(OperatorCut::close);
  }

  private record PendingStep(SnapshotStep step, String operator) {}
}
