package io.weir.engine.task;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.watermark.WatermarkMerge;
import java.util.Arrays;
import java.util.List;

/**
 * The watermarks of an operator's input ports: what is known, and what the operator was told.
 *
 * <p>Thread: the subtask thread.
 */
final class InputPorts {
  private final WatermarkMerge[] merges;
  private final long[] delivered;
  private boolean changed = true;

  /** Ports with the given merges; the operator knows their present watermarks. */
  InputPorts(List<WatermarkMerge> merges) {
    this.merges = merges.toArray(WatermarkMerge[]::new);
    delivered = new long[this.merges.length];
    Arrays.setAll(delivered, port -> this.merges[port].current());
  }

  WatermarkMerge merge(int port) {
    return merges[port];
  }

  /** A merge may have changed. */
  void markChanged() {
    changed = true;
  }

  boolean isChanged() {
    return changed;
  }

  /** Tells the operator what changed; true if there was a watermark to tell. */
  boolean deliverTo(Operator operator) throws Exception {
    if (!changed) {
      return false;
    }
    changed = false;
    boolean any = false;
    for (int port = 0; port < merges.length; port++) {
      long watermark = merges[port].current();
      if (watermark > delivered[port]) {
        delivered[port] = watermark;
        operator.onWatermark(port, watermark);
        any = true;
      }
    }
    return any;
  }

  /** The least watermark that the operator was told; final for an operator without inputs. */
  long minimum() {
    long minimum = Watermark.MAX;
    for (long watermark : delivered) {
      minimum = Math.min(minimum, watermark);
    }
    return minimum;
  }

  /** Whether there are ports and all of them are idle. */
  boolean areIdle() {
    for (WatermarkMerge merge : merges) {
      if (!merge.isIdle()) {
        return false;
      }
    }
    return merges.length > 0;
  }

  /** What the operator was told of each port, for a snapshot. */
  List<Long> delivered() {
    return Arrays.stream(delivered).boxed().toList();
  }
}
