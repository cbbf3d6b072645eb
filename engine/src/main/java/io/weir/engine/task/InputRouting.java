package io.weir.engine.task;

import io.weir.engine.graph.JobEdge;
import io.weir.engine.watermark.WatermarkMerge;

/**
 * Where the items of one input channel go.
 *
 * @param slot the operator
 * @param port its input port
 * @param merge the port's watermark
 * @param contributor the channel's index in the merge
 * @param edge the edge that the channel belongs to
 */
record InputRouting(
    OperatorSlot slot, int port, WatermarkMerge merge, int contributor, JobEdge edge) {
  /** Whether a barrier may overtake the elements of the channel. */
  boolean lendsItselfToOvertaking() {
    return edge.kind().lendsItselfToOvertaking();
  }

  void watermark(long watermark) {
    if (merge.update(contributor, watermark, false)) {
      slot.inputs().markChanged();
    }
  }

  void idle() {
    if (merge.updateIdle(contributor)) {
      slot.inputs().markChanged();
    }
  }
}
