package io.weir.engine.task;

import io.weir.engine.element.Signal;
import io.weir.engine.operator.Progress;

/**
 * Ends the open bundles of a chain before a barrier is forwarded, operator by operator in
 * topological order. An operator is done when it says so and what the watermark of those before it
 * made due has been fired; since elements and watermarks only flow down the chain, it stays done.
 *
 * <p>Thread: the subtask thread.
 */
final class BarrierPreparation {
  /** What to do next. */
  enum Step {
    /** Call again at once. */
    AGAIN,
    /** Call again after a wake-up or a short while. */
    LATER,
    /** All operators are ready for the barrier. */
    READY
  }

  private final OperatorChain chain;
  private final Signal.Cut cut;
  private int position;
  private boolean retry;

  BarrierPreparation(OperatorChain chain, Signal.Cut cut) {
    this.chain = chain;
    this.cut = cut;
  }

  Signal.Cut cut() {
    return cut;
  }

  /** Does a slice; to be called only while there is room for outputs. */
  Step step() throws Exception {
    if (position == chain.size()) {
      return Step.READY;
    }
    OperatorSlot slot = chain.slot(position);
    chain.blame().activity().enter(slot.stableName());
    chain.blame().activity().step();
    try {
      boolean delivered = slot.deliverWatermarks();
      // A source would go on reading if it were called without need.
      if (delivered || retry) {
        retry = slot.advance() == Progress.UNFINISHED;
        if (retry) {
          return Step.AGAIN;
        }
      }
      if (!slot.operator().prepareBarrier()) {
        retry = true;
        return Step.LATER;
      }
      slot.forwardWatermark();
    } catch (Throwable t) {
      chain.blame().note(t, slot.stableName());
      throw t;
    }
    position++;
    return position == chain.size() ? Step.READY : Step.AGAIN;
  }
}
