package io.weir.worker.sdf;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.weir.worker.testing.FakeOperatorContext;
import org.apache.beam.sdk.fn.splittabledofn.RestrictionTrackers.ClaimObserver;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.splittabledofn.OffsetRangeTracker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimator;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimators;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.junit.jupiter.api.Test;

final class SplitLimitTest {
  private final FakeOperatorContext context = new FakeOperatorContext();
  private final OffsetRangeTracker tracker = new OffsetRangeTracker(new OffsetRange(0, 1_000_000));
  private final SplitLimit limit = new SplitLimit(context, untyped(tracker), estimator());
  private long claimed = -1;

  @SuppressWarnings("unchecked") // Positions and restrictions go back where they came from.
  private static RestrictionTracker<Object, Object> untyped(RestrictionTracker<?, ?> tracker) {
    return (RestrictionTracker<Object, Object>) tracker;
  }

  @SuppressWarnings("unchecked") // Its state is handed on only.
  private static WatermarkEstimator<Object> estimator() {
    return (WatermarkEstimator<Object>)
        (WatermarkEstimator<?>) new WatermarkEstimators.Manual(BoundedWindow.TIMESTAMP_MIN_VALUE);
  }

  private void takeMs(long ms) {
    context.clock().advance(ms);
  }

  /** Claims the next position; answers whether it got it. */
  private boolean claim() {
    boolean got = tracker.tryClaim(claimed + 1);
    if (got) {
      claimed++;
      ((ClaimObserver<Object>) limit).onClaimed(claimed);
    }
    return got;
  }

  /** Claims a position each millisecond; answers how many until the restriction was cut. */
  private int claimUntilCut() {
    int claims = 0;
    while (claim()) {
      claims++;
      takeMs(1);
    }
    return claims;
  }

  @Test
  void cutsAfterASecondWhenNothingWaits() {
    assertThat(claimUntilCut(), is(1_001));
    assertThat(
        requireNonNull(limit.residual()).restriction(), is(new OffsetRange(1_001, 1_000_000)));
  }

  @Test
  void cutsSoonWhenSomethingWaits() {
    context.interrupt();

    assertThat(claimUntilCut(), is(21));
  }

  @Test
  void givesElementsAsMuchTimeAsItTookToOpenWhenSomethingWaits() {
    context.interrupt();
    takeMs(300);

    assertThat(claimUntilCut(), is(301));
  }

  @Test
  void givesElementsAsMuchTimeAsItTookToOpenLongerThanTheLongestTime() {
    takeMs(3_000);

    assertThat(claimUntilCut(), is(3_001));
  }

  @Test
  void cutsNothingBeforeTheFirstClaim() {
    context.interrupt();
    takeMs(10_000);
    limit.countOutput();

    assertThat(limit.residual(), nullValue());
  }

  @Test
  void cutsAfterManyOutputsHoweverFastTheyCame() {
    assertThat(claim(), is(true));
    for (int i = 0; i < 9_999; i++) {
      limit.countOutput();
    }
    assertThat(limit.residual(), nullValue());
    limit.countOutput();

    assertThat(requireNonNull(limit.residual()).restriction(), is(new OffsetRange(1, 1_000_000)));
  }
}
