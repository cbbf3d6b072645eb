package io.weir.engine.task;

import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.graph.Bytes;
import java.util.HashMap;
import java.util.Map;

/** Collects the live figures of a subtask. Thread: the subtask thread. */
final class SubtaskFigures {
  private SubtaskFigures() {}

  static SubtaskStatistics of(
      SubtaskId id, OperatorChain chain, SubtaskInput input, EdgeOutputs outputs) {
    long least = Watermark.MAX;
    long leastInput = Watermark.MAX;
    String holder = "";
    Map<String, Bytes> metrics = new HashMap<>();
    for (int i = 0; i < chain.size(); i++) {
      OperatorSlot slot = chain.slot(i);
      long inputs = slot.inputs().minimum();
      leastInput = Math.min(leastInput, inputs);
      if (slot.outputWatermark() < least) {
        least = slot.outputWatermark();
        // The first with this watermark; it is the one that holds if its own input is further.
        holder = least < inputs ? slot.stableName() : "";
      }
      byte[] cells = slot.operator().metrics();
      if (cells != null) {
        metrics.put(slot.stableName(), Bytes.copyOf(cells));
      }
    }
    return new SubtaskStatistics(
        id, input.elementsTaken(), outputs.elementsWritten(), leastInput, least, holder, metrics);
  }
}
