package io.weir.engine.task;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.graph.CodecSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The elements that a restored checkpoint had in flight to the subtask. They are processed before
 * anything that comes through a channel, and until then hold back the watermarks of their ports.
 *
 * <p>Thread: the subtask thread.
 */
final class Replay {
  /**
   * A batch on its way to an operator of the chain.
   *
   * @param slot the operator
   * @param port its input port
   * @param codec how the elements were encoded
   * @param batch the elements
   */
  record Restored(OperatorSlot slot, int port, CodecSpec codec, ElementBatch batch) {}

  /**
   * Holds back the watermark of a port.
   *
   * @param slot the operator
   * @param port its input port
   * @param contributor index in the port's merge
   */
  record Hold(OperatorSlot slot, int port, int contributor) {
    void release() {
      if (slot.inputs().merge(port).updateIdle(contributor)) {
        slot.inputs().markChanged();
      }
    }
  }

  private final Deque<Restored> waiting;
  private final List<Hold> holds;
  private boolean over;

  /**
   * Elements to be replayed in order.
   *
   * @param holds one for each port that has some
   */
  Replay(List<Restored> elements, List<Hold> holds) {
    waiting = new ArrayDeque<>(elements);
    this.holds = List.copyOf(holds);
    over = elements.isEmpty();
  }

  /** Whether everything has been processed. */
  boolean isOver() {
    return over;
  }

  /** The operators that the elements go to. */
  Stream<OperatorSlot> slots() {
    return waiting.stream().map(Restored::slot);
  }

  /** The next batch; null when all have been taken. */
  @Nullable Restored poll() {
    return waiting.poll();
  }

  /** What was not taken yet, in order. */
  Iterable<Restored> rest() {
    return waiting;
  }

  /** The last batch has been processed. */
  void end() {
    over = true;
    holds.forEach(Hold::release);
  }
}
