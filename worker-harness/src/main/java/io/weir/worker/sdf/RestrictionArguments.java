package io.weir.worker.sdf;

import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementArguments;
import io.weir.worker.pardo.ElementContext;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimator;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a splittable DoFn's methods: those of the element, and its restriction. One
 * object serves all elements of a DoFn instance.
 *
 * <p>Thread: the subtask thread.
 */
final class RestrictionArguments extends ElementArguments {
  private final DoFnBinding binding;
  private @Nullable Object restriction;
  private @Nullable Object estimatorState;
  private @Nullable RestrictionTracker<?, ?> tracker;
  private @Nullable WatermarkEstimator<?> estimator;
  private @Nullable OutputReceiver<Object> restrictionReceiver;

  RestrictionArguments(DoFnBinding binding, ElementContext context, BundleFinalizer finalizer) {
    super(binding, context, finalizer);
    this.binding = binding;
  }

  /** The restriction that is meant from now on, without tracker and estimator. */
  void setRestriction(@Nullable Object next, @Nullable Object nextEstimatorState) {
    restriction = next;
    estimatorState = nextEstimatorState;
    tracker = null;
    estimator = null;
  }

  void setTracker(RestrictionTracker<?, ?> next) {
    tracker = next;
  }

  void setEstimator(WatermarkEstimator<?> next) {
    estimator = next;
  }

  /** Where parts of a restriction go while one is split; null otherwise. */
  void setRestrictionReceiver(@Nullable OutputReceiver<Object> receiver) {
    restrictionReceiver = receiver;
  }

  @Override
  public String getErrorContext() {
    return "the splittable DoFn of " + binding.name();
  }

  @Override
  @SuppressWarnings("NullAway") // null only while the initial restriction is asked for
  public @Nullable Object restriction() {
    return restriction;
  }

  @Override
  @SuppressWarnings("NullAway") // Beam's default state is null
  public @Nullable Object watermarkEstimatorState() {
    return estimatorState;
  }

  @Override
  public RestrictionTracker<?, ?> restrictionTracker() {
    RestrictionTracker<?, ?> set = tracker;
    if (set == null) {
      throw new IllegalStateException("no tracker in " + getErrorContext());
    }
    return set;
  }

  @Override
  public WatermarkEstimator<?> watermarkEstimator() {
    WatermarkEstimator<?> set = estimator;
    if (set == null) {
      throw new IllegalStateException("no watermark estimator in " + getErrorContext());
    }
    return set;
  }

  @Override
  public OutputReceiver<Object> outputReceiver(DoFn<Object, Object> fn) {
    OutputReceiver<Object> receiver = restrictionReceiver;
    return receiver == null ? super.outputReceiver(fn) : receiver;
  }
}
