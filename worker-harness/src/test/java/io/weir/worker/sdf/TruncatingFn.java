package io.weir.worker.sdf;

import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.UnboundedPerElement;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.TruncateResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts without end, with a rest of a second after each number. When it is drained it counts two
 * more, and nothing at all if the element is negative.
 */
@UnboundedPerElement
final class TruncatingFn extends DoFn<Long, Long> {
  private static final long serialVersionUID = 1;

  @GetInitialRestriction
  public OffsetRange initialRestriction(@Element Long first) {
    return new OffsetRange(first, Long.MAX_VALUE);
  }

  @ProcessElement
  public ProcessContinuation process(
      RestrictionTracker<OffsetRange, Long> tracker, OutputReceiver<Long> out) {
    long next = tracker.currentRestriction().getFrom();
    if (!tracker.tryClaim(next)) {
      return ProcessContinuation.stop();
    }
    out.output(next);
    return ProcessContinuation.resume().withResumeDelay(Duration.standardSeconds(1));
  }

  @TruncateRestriction
  @SuppressWarnings("unchecked") // Beam's factory answers a raw type
  public @Nullable TruncateResult<OffsetRange> truncate(
      @Element Long first, @Restriction OffsetRange range) {
    return first < 0
        ? null
        : TruncateResult.of(new OffsetRange(range.getFrom(), range.getFrom() + 2));
  }
}
