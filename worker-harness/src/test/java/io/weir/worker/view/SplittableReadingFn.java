package io.weir.worker.view;

import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Emits each element once, with its side input, from a restriction that is never split. */
@DoFn.BoundedPerElement
final class SplittableReadingFn extends DoFn<KV<String, String>, String> {
  private static final long serialVersionUID = 1;

  private final PCollectionView<Iterable<String>> view;

  SplittableReadingFn(PCollectionView<Iterable<String>> view) {
    this.view = view;
  }

  @GetInitialRestriction
  public OffsetRange initialRestriction(@Element KV<String, String> element) {
    return new OffsetRange(0, 1);
  }

  @ProcessElement
  public void process(ProcessContext context, RestrictionTracker<OffsetRange, Long> tracker) {
    if (tracker.tryClaim(0L)) {
      context.output(context.element().getValue() + context.sideInput(view));
    }
  }
}
