package io.weir.engine.task;

import io.weir.engine.channel.ResultPartition;
import io.weir.engine.element.Signal;
import io.weir.engine.watermark.WatermarkMerge;

/**
 * An edge that leaves the subtask: its partition and the watermark sent through it. Watermarks
 * travel when elements are flushed, not whenever they move, so that they do not tear batches.
 *
 * <p>Thread: the subtask thread.
 */
final class EdgeOutput {
  private final ResultPartition partition;
  private final WatermarkMerge merge;
  private long sent = Signal.Watermark.MIN;
  private boolean sentIdle;

  /**
   * An edge.
   *
   * @param merge merges the watermarks of the operators that emit to the edge
   */
  EdgeOutput(ResultPartition partition, WatermarkMerge merge) {
    this.partition = partition;
    this.merge = merge;
  }

  ResultPartition partition() {
    return partition;
  }

  WatermarkMerge merge() {
    return merge;
  }

  /** Hands over collected elements, then the watermark if it moved. */
  void flush() throws Exception {
    partition.flush();
    long current = merge.current();
    boolean idle = merge.isIdle();
    if (current > sent || (sentIdle && !idle)) {
      sent = current;
      sentIdle = false;
      partition.broadcast(new Signal.Watermark(current));
    }
    if (idle && !sentIdle) {
      sentIdle = true;
      partition.broadcast(new Signal.Idle());
    }
  }

  /** Flushes, then sends the signal to every consumer. */
  void send(Signal signal) throws Exception {
    flush();
    partition.broadcast(signal);
  }
}
