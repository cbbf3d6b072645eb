package io.weir.worker.sdf;

import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;

/** Emits 0 to its element, exclusive; splits the range in two at first. */
@DoFn.BoundedPerElement
final class CountingFn extends DoFn<Long, Long> {
  @GetInitialRestriction
  public OffsetRange initialRestriction(@Element Long count) {
    return new OffsetRange(0, count);
  }

  @SplitRestriction
  public void split(@Restriction OffsetRange range, OutputReceiver<OffsetRange> out) {
    long middle = (range.getFrom() + range.getTo()) / 2;
    out.output(new OffsetRange(range.getFrom(), middle));
    out.output(new OffsetRange(middle, range.getTo()));
  }

  @ProcessElement
  public void process(RestrictionTracker<OffsetRange, Long> tracker, OutputReceiver<Long> out) {
    for (long i = tracker.currentRestriction().getFrom(); tracker.tryClaim(i); i++) {
      out.output(i);
    }
  }
}
