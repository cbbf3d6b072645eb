package io.weir.worker.sdf;

import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * A restriction that waits to be processed: a new one, or the residual of one.
 *
 * @param element the element in its one window, with restriction, estimator state and size
 * @param resumeAtMs processing time before which it rests, milliseconds
 * @param hold nothing earlier will be emitted for it, milliseconds
 */
record PendingRestriction(
    WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>> element, long resumeAtMs, long hold) {

  static PendingRestriction fresh(
      WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>> element) {
    return new PendingRestriction(element, Long.MIN_VALUE, element.getTimestamp().getMillis());
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
    KV<Object, KV<Object, Object>> pair = KV.of(value(), KV.of(restriction, estimatorState));
    return new PendingRestriction(
        element.withValue(KV.of(pair, element.getValue().getValue())),
        residualAtMs,
        Math.max(hold, estimatedWatermark));
  }
}
