package io.weir.worker.sdf;

import io.weir.engine.operator.OperatorContext;
import org.apache.beam.sdk.fn.splittabledofn.RestrictionTrackers.ClaimObserver;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the processing of a restriction short after many outputs, after a long time, or when the
 * subtask is wanted for something else, as the barrier of a checkpoint: splits off what has not
 * been claimed, so that the DoFn's next claim fails. All on the thread that processes: between two
 * claims nothing can be cut anyway.
 *
 * <p>Thread: the subtask thread.
 */
final class SplitLimit implements ClaimObserver<Object> {
  private static final int MAX_OUTPUTS = 10_000;
  private static final long MAX_NANOS = 1_000_000_000;

  /** From the first claim; at least as long as it took to come to it. */
  private static final long MIN_NANOS = 20_000_000;

  private final OperatorContext context;
  private final RestrictionTracker<Object, Object> tracker;
  private final WatermarkEstimator<Object> estimator;
  private final long startNanos;
  private long firstClaimNanos;
  private int outputs;
  private boolean claimed;
  private boolean asked;
  private @Nullable Residual residual;

  /** What was split off, with the watermark and the estimator's state at that moment. */
  record Residual(Object restriction, long watermark, Object estimatorState) {}

  SplitLimit(
      OperatorContext context,
      RestrictionTracker<Object, Object> tracker,
      WatermarkEstimator<Object> estimator) {
    this.context = context;
    this.tracker = tracker;
    this.estimator = estimator;
    this.startNanos = context.clock().nanoTime();
  }

  @Override
  public void onClaimed(Object position) {
    if (!claimed) {
      claimed = true;
      firstClaimNanos = context.clock().nanoTime();
    }
    splitIfDue();
  }

  @Override
  public void onClaimFailed(Object position) {}

  void countOutput() {
    outputs++;
    splitIfDue();
  }

  private void splitIfDue() {
    // Without a claim the residual would be all of it, and nothing gained.
    if (claimed && !asked && (outputs >= MAX_OUTPUTS || hasWorkedLongEnough())) {
      split();
    }
  }

  private boolean hasWorkedLongEnough() {
    long now = context.clock().nanoTime();
    return hasMadeProgress(now) && (context.mustYield() || now - startNanos >= MAX_NANOS);
  }

  /** A DoFn may have to open each time what it reads: half of the time at least is for elements. */
  private boolean hasMadeProgress(long now) {
    return now - firstClaimNanos >= Math.max(MIN_NANOS, firstClaimNanos - startNanos);
  }

  /** Splits unless that was done; answers what was split off, if anything. */
  @Nullable Residual split() {
    if (!asked) {
      asked = true;
      // The watermark first: it must not be later than what the residual will emit.
      long watermark = estimator.currentWatermark().getMillis();
      Object state = estimator.getState();
      SplitResult<Object> split = tracker.trySplit(0);
      Object left = split == null ? null : split.getResidual();
      if (left != null) {
        residual = new Residual(left, watermark, state);
      }
    }
    return residual;
  }

  @Nullable Residual residual() {
    return residual;
  }
}
