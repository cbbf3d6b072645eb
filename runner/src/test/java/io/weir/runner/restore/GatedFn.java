package io.weir.runner.restore;

import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.ManualWatermarkEstimator;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimators;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Turns each number into all numbers from it, by tens, up to an end, each at itself in
 * milliseconds; beyond the half only while the gate is open.
 */
@DoFn.UnboundedPerElement
final class GatedFn extends DoFn<Long, Long> {
  private static final long serialVersionUID = 1;
  private static final long STEP = 10;

  private final long half;
  private final long end;

  GatedFn(long half, long end) {
    this.half = half;
    this.end = end;
  }

  @GetInitialRestriction
  public OffsetRange initialRestriction(@Element Long first) {
    return new OffsetRange(first, end);
  }

  @GetInitialWatermarkEstimatorState
  public Instant initialWatermark(@Element Long first) {
    return Instant.ofEpochMilli(first);
  }

  @NewWatermarkEstimator
  public WatermarkEstimators.Manual estimator(@WatermarkEstimatorState Instant state) {
    return new WatermarkEstimators.Manual(state);
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element Long first,
      RestrictionTracker<OffsetRange, Long> tracker,
      ManualWatermarkEstimator<Instant> estimator,
      OutputReceiver<Long> out) {
    long next = tracker.currentRestriction().getFrom();
    next += Math.floorMod(first - next, STEP);
    while (next < half || Gate.isOpen()) {
      if (!tracker.tryClaim(next)) {
        return ProcessContinuation.stop();
      }
      out.outputWithTimestamp(next, Instant.ofEpochMilli(next));
      next += STEP;
      estimator.setWatermark(Instant.ofEpochMilli(next));
    }
    return ProcessContinuation.resume().withResumeDelay(Duration.millis(5));
  }
}
