package io.weir.worker.sdf;

import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.ManualWatermarkEstimator;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimators;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Emits one number in each call, and rests for a second after it. */
@DoFn.BoundedPerElement
final class RestingFn extends DoFn<Long, Long> {
  @GetInitialRestriction
  public OffsetRange initialRestriction(@Element Long count) {
    return new OffsetRange(0, count);
  }

  @GetInitialWatermarkEstimatorState
  public Instant initialWatermark(@Timestamp Instant timestamp) {
    return timestamp;
  }

  @NewWatermarkEstimator
  public WatermarkEstimators.Manual estimator(@WatermarkEstimatorState Instant state) {
    return new WatermarkEstimators.Manual(state);
  }

  @ProcessElement
  public ProcessContinuation process(
      RestrictionTracker<OffsetRange, Long> tracker,
      ManualWatermarkEstimator<Instant> estimator,
      OutputReceiver<Long> out) {
    long next = tracker.currentRestriction().getFrom();
    if (!tracker.tryClaim(next)) {
      return ProcessContinuation.stop();
    }
    out.outputWithTimestamp(next, Instant.ofEpochMilli(100 * next));
    estimator.setWatermark(Instant.ofEpochMilli(100 * (next + 1)));
    return ProcessContinuation.resume().withResumeDelay(Duration.standardSeconds(1));
  }
}
