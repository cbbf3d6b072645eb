package io.weir.engine.task;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import java.util.List;

/**
 * The place of one operator in a chain: its input watermarks, its output watermark, and whether it
 * has finished.
 *
 * <p>Thread: the subtask thread.
 */
final class OperatorSlot {
  private final String stableName;
  private final Operator operator;
  private final OperatorStores stores;
  private final InputPorts inputs;
  private final WakeTimes wakeTimes;
  private final List<WatermarkLink> links;
  private long outputWatermark = Watermark.MIN;
  private boolean idle;
  private boolean finished;

  OperatorSlot(
      String stableName,
      Operator operator,
      OperatorStores stores,
      InputPorts inputs,
      WakeTimes wakeTimes,
      List<WatermarkLink> links) {
    this.stableName = stableName;
    this.operator = operator;
    this.stores = stores;
    this.inputs = inputs;
    this.wakeTimes = wakeTimes;
    this.links = List.copyOf(links);
  }

  String stableName() {
    return stableName;
  }

  Operator operator() {
    return operator;
  }

  OperatorStores stores() {
    return stores;
  }

  InputPorts inputs() {
    return inputs;
  }

  WakeTimes wakeTimes() {
    return wakeTimes;
  }

  boolean isFinished() {
    return finished;
  }

  long outputWatermark() {
    return outputWatermark;
  }

  /** Tells the operator the input watermarks that moved; true if there were any. */
  boolean deliverWatermarks() throws Exception {
    return inputs.deliverTo(operator);
  }

  Progress advance() throws Exception {
    return finished ? Progress.IDLE : operator.advance();
  }

  /** Lets the operator emit what is left; true once it has. */
  boolean finish() throws Exception {
    if (!finished) {
      finished = operator.finish();
    }
    return finished;
  }

  /** Passes the output watermark on if it, or whether the operator is idle, changed. */
  void forwardWatermark() {
    long asked = finished ? Watermark.MAX : operator.outputWatermark();
    long next = Math.max(outputWatermark, asked);
    boolean nextIdle = !finished && isIdle(next);
    if (next != outputWatermark || nextIdle != idle) {
      outputWatermark = next;
      idle = nextIdle;
      for (WatermarkLink link : links) {
        link.update(next, nextIdle);
      }
    }
  }

  private boolean isIdle(long output) {
    // Idle inputs make an operator idle only if it holds nothing back itself: otherwise what it
    // still keeps could be overtaken by the watermark.
    return operator.isIdle() || (inputs.areIdle() && output >= inputs.minimum());
  }
}
