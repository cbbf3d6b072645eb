package io.weir.worker.sdf;

import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * A restriction that waits to be processed: a new one, or the residual of one.
 *
 * @param element the element in its one window, with restriction, estimator state and size
 * @param resumeAtMs processing time before which it rests, milliseconds
 * @param hold nothing earlier will be emitted for it, milliseconds
 * @param isTruncated whether it is what draining left of a restriction
 */
record PendingRestriction(
    WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>> element,
    long resumeAtMs,
    long hold,
    boolean isTruncated) {

  static PendingRestriction fresh(
      WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>> element) {
    return new PendingRestriction(
        element, Long.MIN_VALUE, element.getTimestamp().getMillis(), false);
  }

  Object value() {
    return element.getValue().getKey().getKey();
  }

  Object restriction() {
    return element.getValue().getKey().getValue().getKey();
  }

  Object estimatorState() {
    return element.getValue().getKey().getValue().getValue();
  }

  /** What is left of this restriction. */
  PendingRestriction residual(
      Object restriction, Object estimatorState, long residualAtMs, long estimatedWatermark) {
    return new PendingRestriction(
        with(restriction, estimatorState),
        residualAtMs,
        Math.max(hold, estimatedWatermark),
        isTruncated);
  }

  /** What draining leaves of this restriction; it does not rest any more. */
  PendingRestriction truncated(Object restriction) {
    return new PendingRestriction(with(restriction, estimatorState()), Long.MIN_VALUE, hold, true);
  }

  private WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>> with(
      Object restriction, Object estimatorState) {
    KV<Object, KV<Object, Object>> pair = KV.of(value(), KV.of(restriction, estimatorState));
    return element.withValue(KV.of(pair, element.getValue().getValue()));
  }
}
