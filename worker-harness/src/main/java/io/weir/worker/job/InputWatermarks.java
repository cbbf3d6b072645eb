package io.weir.worker.job;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;

/**
 * The watermarks of an operator's input ports, and the least of them.
 *
 * <p>Thread: the subtask thread.
 */
public final class InputWatermarks {
  private final long[] watermarks;
  private long least;

  /**
   * The watermarks that the ports start with.
   *
   * @param inputs number of ports; without any, the least watermark is the final one
   */
  public InputWatermarks(OperatorContext context, int inputs) {
    watermarks = new long[inputs];
    for (int i = 0; i < inputs; i++) {
      watermarks[i] = context.initialWatermark(i);
    }
    least = findLeast();
  }

  /** The port's watermark moved forward. */
  public void advance(int input, long watermark) {
    watermarks[input] = Math.max(watermarks[input], watermark);
    least = findLeast();
  }

  /** The watermark of the port. */
  public long of(int input) {
    return watermarks[input];
  }

  /** The least watermark. */
  public long least() {
    return least;
  }

  private long findLeast() {
    long min = Watermark.MAX;
    for (long watermark : watermarks) {
      min = Math.min(min, watermark);
    }
    return min;
  }
}
