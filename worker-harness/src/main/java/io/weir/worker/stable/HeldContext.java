package io.weir.worker.stable;

import io.weir.engine.operator.ForwardingOperatorContext;
import io.weir.engine.operator.OperatorContext;

/**
 * An operator's context in which the watermark of port 0 starts no later than elements that wait
 * before it want.
 */
final class HeldContext extends ForwardingOperatorContext {
  private final long hold;

  /**
   * Holds the watermark back.
   *
   * @param context the context
   * @param hold the latest watermark that port 0 may start with
   */
  HeldContext(OperatorContext context, long hold) {
    super(context);
    this.hold = hold;
  }

  @Override
  public long initialWatermark(int input) {
    long initial = super.initialWatermark(input);
    return input == 0 ? Math.min(initial, hold) : initial;
  }
}
